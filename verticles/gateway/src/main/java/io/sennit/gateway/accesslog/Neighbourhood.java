package io.sennit.gateway.accesslog;

/** Whereabouts an address is, without telling whose it is: /24 of IPv4, /48 of IPv6. */
final class Neighbourhood {
  private static final int GROUPS_KEPT = 3;

  private Neighbourhood() {}

  static String of(String address) {
    return address.indexOf(':') < 0 ? ofIpv4(address) : ofIpv6(address);
  }

  private static String ofIpv4(String address) {
    int dot = address.lastIndexOf('.');
    return dot < 0 ? "" : address.substring(0, dot + 1) + "0";
  }

  private static String ofIpv6(String address) {
    int end = -1;
    for (int group = 0; group < GROUPS_KEPT; group++) {
      int colon = address.indexOf(':', end + 1);
      if (colon == end + 1) {
        // What follows the two colons may be anybody's.
        return address.substring(0, colon) + (colon == 0 ? "::" : ":");
      }
      end = colon;
    }
    return address.substring(0, end) + "::";
  }
}
