package io.sennit.gateway.origin;

import io.netty.util.AsciiString;
import io.sennit.gateway.rules.AddressRange;
import io.sennit.gateway.rules.Proxies;
import io.sennit.gateway.rules.Proxies.Header;
import io.sennit.gateway.visit.Visit;
import java.util.List;

/** Finds the client behind the proxies that are trusted. */
public final class Origins {
  private final Proxies proxies;
  private final CharSequence header;

  public Origins(Proxies proxies) {
    this.proxies = proxies;
    this.header =
        AsciiString.cached(proxies.header() == Header.FORWARDED ? "forwarded" : "x-forwarded-for");
  }

  /** Tells a visit where it comes from, where that is not the other end of its connection. */
  public void find(Visit visit) {
    if (proxies.trusted().isEmpty()) {
      return;
    }
    String client = visit.address();
    if (!isTrusted(client)) {
      return;
    }
    List<String> hops = Hops.of(proxies.header(), visit.request().headers().getAll(header));
    // Each proxy adds who asked it, so that what was before the first one that is not trusted
    // may be made up by anybody.
    for (int i = 0; i < hops.size() && isTrusted(client); i++) {
      String hop = Hops.address(hops.get(i));
      if (hop == null) {
        break;
      }
      client = hop;
    }
    visit.from(client);
  }

  private boolean isTrusted(String address) {
    for (AddressRange range : proxies.trusted()) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
