package io.sennit.gateway.stream;

import io.sennit.gateway.visit.Visit;
import io.vertx.core.net.HostAndPort;
import java.net.URI;

/**
 * Decides which pages of browsers may open a WebSocket. Browsers ask no server before they do, and
 * send the user's cookies along.
 */
@FunctionalInterface
public interface Origins {
  /** Only pages from the same host and port. */
  Origins OWN = (visit, origin) -> {
    HostAndPort asked = visit.request().authority();
    if (asked == null) {
      return false;
    }
    try {
      URI page = URI.create(origin);
      return asked.host().equalsIgnoreCase(page.getHost())
          && portOf(asked.port(), visit.request().isSSL())
              == portOf(page.getPort(), "https".equals(page.getScheme()));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  };

  boolean allows(Visit visit, String origin);

  private static int portOf(int port, boolean secure) {
    return port > 0 ? port : secure ? 443 : 80;
  }
}
