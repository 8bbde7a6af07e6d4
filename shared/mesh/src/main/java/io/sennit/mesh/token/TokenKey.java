package io.sennit.mesh.token;

/**
 * A token as a key of what is known of it. All of it is compared, which is quick, but only its end
 * is hashed: that is of a signature, so it differs where tokens do.
 */
final class TokenKey {
  private static final int HASHED = 24;

  private final String token;
  private final int hash;

  TokenKey(String token) {
    this.token = token;
    int result = token.length();
    for (int i = Math.max(0, token.length() - HASHED); i < token.length(); i++) {
      result = 31 * result + token.charAt(i);
    }
    this.hash = result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenKey key && token.equals(key.token);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
