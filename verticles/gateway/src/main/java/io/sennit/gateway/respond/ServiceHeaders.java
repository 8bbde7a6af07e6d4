package io.sennit.gateway.respond;

import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields of a service's reply, as far as they are its own to set: not what belongs to
 * the connection with the client, and not what the gateway's rules decide.
 */
final class ServiceHeaders {
  private static final Set<String> NOT_ITS_OWN = Set.of(
      "connection",
      "content-length",
      "date",
      "keep-alive",
      "proxy-authenticate",
      "proxy-authentication-info",
      "proxy-connection",
      "server",
      "server-timing",
      "strict-transport-security",
      "te",
      "traceparent",
      "trailer",
      "transfer-encoding",
      "upgrade",
      "x-powered-by");
  private static final Set<String> LISTS = Set.of("link", "set-cookie", "vary", "www-authenticate");
  private static final String CORS = "access-control-";

  private ServiceHeaders() {}

  /** All or none: a reply with a field that is none of HTTP's is not passed on in part. */
  static void check(Pairs headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (!isToken(headers.name(i)) || !isFieldValue(headers.value(i))) {
        throw Problem.of(
            Kind.BROKEN_PROTOCOL,
            "The service answered with a header field that HTTP does not allow.");
      }
    }
  }

  static void copy(Pairs headers, MultiMap response) {
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i).toLowerCase(Locale.ROOT);
      if (NOT_ITS_OWN.contains(name) || name.startsWith(CORS)) {
        continue;
      }
      if (LISTS.contains(name)) {
        response.add(name, headers.value(i));
      } else {
        response.set(name, headers.value(i));
      }
    }
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
      if (!letterOrDigit && "-_!#$%&'*+.^`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isFieldValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
