package io.sennit.gateway.head;

/** Sets of ASCII characters, for one look at each character. */
final class Octets {
  /** What a segment of a path may have, as RFC 3986 has it, and the slashes between segments. */
  static final Octets PATH = new Octets("-._~!$&'()*+,=:@/%");

  /**
   * What a query may have: more than RFC 3986 allows, because browsers send these as they are
   * typed.
   */
  static final Octets QUERY = new Octets("-._~!$&'()*+,;=:@/%?[]{}|^`\\");

  /** What a host that is a name or an IPv4 address may have; a percent sign would be encoded. */
  static final Octets HOST = new Octets("-._~");

  private final boolean[] members = new boolean[128];

  private Octets(String marks) {
    for (char c = '0'; c <= 'z'; c++) {
      members[c] = c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a';
    }
    for (int i = 0; i < marks.length(); i++) {
      members[marks.charAt(i)] = true;
    }
  }

  boolean has(char c) {
    return c < members.length && members[c];
  }

  boolean hasAll(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!has(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
