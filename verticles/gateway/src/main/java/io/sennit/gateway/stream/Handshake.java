package io.sennit.gateway.stream;

import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a request must say to become a WebSocket, by section 4.2.1 of RFC 6455. */
final class Handshake {
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /** Why the request is none that can be upgraded, or null when it is. */
  static @Nullable Problem refusal(Visit visit) {
    HttpServerRequest request = visit.request();
    if (request.version() != HttpVersion.HTTP_1_1
        || !names(request, "upgrade", "websocket")
        || !names(request, "connection", "upgrade")) {
      if (request.version() == HttpVersion.HTTP_1_1) {
        visit.response().putHeader("upgrade", "websocket").putHeader("connection", "upgrade");
      }
      return Problem.of(
          Kind.UPGRADE_REQUIRED, "This path is a WebSocket: ask for the upgrade, over HTTP/1.1.");
    }
    if (!VERSION.equals(request.getHeader("sec-websocket-version"))) {
      visit.response().putHeader("sec-websocket-version", VERSION);
      return Problem.of(
          Kind.UPGRADE_REQUIRED, "Only version " + VERSION + " of WebSocket is spoken here.");
    }
    return isKey(request.getHeader("sec-websocket-key"))
        ? null
        : Problem.of(
            Kind.MALFORMED, "Sec-WebSocket-Key must be " + KEY_BYTES + " bytes in base64.");
  }

  private static boolean names(HttpServerRequest request, String header, String token) {
    return request.headers().getAll(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(value -> value.strip().equalsIgnoreCase(token));
  }

  private static boolean isKey(@Nullable String text) {
    if (text == null) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(text.strip()).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
