package io.sennit.gateway.origin;

import io.sennit.gateway.rules.Proxies.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses that proxies say a request came through, the nearest first. */
final class Hops {
  private Hops() {}

  static List<String> of(Header header, List<String> values) {
    List<String> hops = new ArrayList<>();
    for (int i = values.size() - 1; i >= 0; i--) {
      boolean forwarded = header == Header.FORWARDED;
      for (String element : split(values.get(i), ',', forwarded)) {
        hops.add(forwarded ? forwardedFor(element) : element.strip());
      }
    }
    return hops;
  }

  /** What {@code for} says in one element of the field Forwarded, or nothing (RFC 7239). */
  private static String forwardedFor(String element) {
    for (String pair : split(element, ';', true)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }

  /**
   * Splits from the end on: what the nearest proxy has added is whole, whatever quote a client has
   * left open before it.
   */
  private static List<String> split(String text, char at, boolean quotes) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int end = text.length();
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      quoted ^= quotes && c == '"';
      if (c == at && !quoted) {
        parts.add(text.substring(i + 1, end));
        end = i;
      }
    }
    parts.add(text.substring(0, end));
    return parts;
  }

  /** The address of a hop without its port; null for a hop that hides it. */
  static @Nullable String address(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? null : Addresses.canonical(hop.substring(1, end));
    }
    int colon = hop.indexOf(':');
    boolean hasPort = colon >= 0 && hop.indexOf(':', colon + 1) < 0;
    return Addresses.canonical(hasPort ? hop.substring(0, colon) : hop);
  }
}
