package io.sennit.gateway.outside;

import io.sennit.gateway.rules.Outside;
import io.sennit.gateway.visit.Visit;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields cross the border. What one connection is about stays on it, and what only we
 * may say of a request is never taken from a client.
 */
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

  private static final Set<String> OURS =
      Set.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip", "via", "x-api-key");
  private static final List<String> OUR_PREFIXES = List.of("x-forwarded-", "sennit-", "x-sennit-");
  private static final String CORS = "access-control-";
  private static final Set<String> NOT_THEIRS = Set.of("server", "x-powered-by", "via");

  private Headers() {}

  /** Leaves of a request's fields what the service may see, and says who is asking from where. */
  static void cleanRequest(MultiMap headers, Visit visit, Outside service) {
    removeOfConnection(headers);
    headers.names().forEach(name -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (OURS.contains(lower) || OUR_PREFIXES.stream().anyMatch(lower::startsWith)) {
        headers.remove(name);
      }
    });
    if (!service.keepsAuthorization()) {
      headers.remove("authorization");
    }
    headers.set("x-forwarded-for", visit.address());
    headers.set("x-forwarded-proto", visit.request().isSSL() ? "https" : "http");
    if (visit.request().authority() != null) {
      headers.set("x-forwarded-host", visit.request().authority().toString());
    }
    headers.set("traceparent", visit.trace().child().traceparent());
    headers.set("sennit-timeout", Long.toString(visit.deadline().remainingMillis()));
  }

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
