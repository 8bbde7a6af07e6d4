package io.sennit.gateway.door;

import io.netty.util.AsciiString;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Tells browsers to come by TLS only from now on (RFC 6797). */
final class StrictTransport {
  private static final CharSequence NAME = AsciiString.cached("strict-transport-security");

  private final CharSequence value;
  private final boolean isSaid;

  StrictTransport(Duration time) {
    this.value = AsciiString.cached("max-age=" + time.toSeconds());
    this.isSaid = !time.isZero();
  }

  Handler<HttpServerRequest> before(Handler<HttpServerRequest> requests) {
    return !isSaid
        ? requests
        : request -> {
          request.response().putHeader(NAME, value);
          requests.handle(request);
        };
  }
}
