package io.sennit.gateway.outside;

import io.sennit.gateway.visit.Visit;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;

/** Which header fields stay on this side: what one connection is about does. */
final class Headers {
  private static final Set<String> OF_A_CONNECTION = Set.of(
      "connection",
      "keep-alive",
      "proxy-authenticate",
      "proxy-authorization",
      "proxy-connection",
      "te",
      "trailer",
      "transfer-encoding",
      "upgrade");

  private static final String CORS = "access-control-";
  private static final Set<String> NOT_THEIRS = Set.of("server", "x-powered-by", "via");

  private Headers() {}

  /** Leaves of an answer's fields what its client may see. */
  static void cleanResponse(MultiMap headers, Visit visit) {
    removeOfConnection(headers);
    NOT_THEIRS.forEach(headers::remove);
    headers.set("traceparent", visit.trace().traceparent());
    MultiMap standing = visit.response().headers();
    headers.names().forEach(name -> {
      if (name.toLowerCase(Locale.ROOT).startsWith(CORS)) {
        // Which pages may read it is said by rules, and not by a service.
        headers.remove(name);
      } else if (!name.equalsIgnoreCase("vary")) {
        standing.remove(name);
      }
    });
  }

  static void removeOfConnection(MultiMap headers) {
    for (String value : headers.getAll("connection")) {
      for (String named : value.split(",", -1)) {
        String name = named.strip();
        if (!name.isEmpty()) {
          headers.remove(name);
        }
      }
    }
    OF_A_CONNECTION.forEach(headers::remove);
  }
}
