package io.sennit.gateway.head;

/** A host with its port, as a Host header has it: a name, an IPv4 or an IPv6 address. */
final class Authority {
  private static final int LONGEST = 261;
  private static final int MOST_PORT = 65_535;

  private Authority() {}

  static boolean isOne(String text) {
    int end = text.isEmpty() || text.length() > LONGEST ? -1 : endOfHost(text);
    return end > 0 && (end == text.length() || (text.charAt(end) == ':' && isPort(text, end + 1)));
  }

  private static int endOfHost(String text) {
    if (text.charAt(0) == '[') {
      int bracket = text.indexOf(']');
      return bracket > 2 && isInBrackets(text, bracket) ? bracket + 1 : -1;
    }
    int colon = text.indexOf(':');
    int end = colon < 0 ? text.length() : colon;
    // A dot at the end is the root of all names; two of them are no name.
    boolean dots = text.charAt(0) == '.' || text.indexOf("..") >= 0;
    return !dots && Octets.HOST.hasAll(text, 0, end) ? end : -1;
  }

  private static boolean isInBrackets(String text, int bracket) {
    for (int i = 1; i < bracket; i++) {
      char c = text.charAt(i);
      boolean hex = c <= 'f' && Character.digit(c, 16) >= 0;
      if (!hex && c != ':' && c != '.') {
        return false;
      }
    }
    int colon = text.indexOf(':');
    return colon >= 0 && colon < bracket;
  }

  private static boolean isPort(String text, int from) {
    if (from == text.length() || text.length() - from > 5) {
      return false;
    }
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = 10 * port + c - '0';
    }
    return port <= MOST_PORT;
  }
}
