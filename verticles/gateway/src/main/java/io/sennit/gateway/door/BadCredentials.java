package io.sennit.gateway.door;

/** TLS files that cannot be used; the message is one line that says which and why. */
public final class BadCredentials extends Exception {
  private static final long serialVersionUID = 1L;

  BadCredentials(String message) {
    super(message, null, false, false);
  }
}
