package io.sennit.gateway.request;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The rest of a body that nobody wants, because its request was refused.
 *
 * <p>It is still read for a moment: a connection that is closed with bytes unread is reset, and its
 * client would not see why.
 */
public final class Leftover {
  private static final long LINGER_MILLIS = 1_000;

  private Leftover() {}

  /** To be called before the answer is written; it says that the connection ends with it. */
  public static void discard(Vertx vertx, HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    request
        .handler(rest -> {})
        .endHandler(v -> {})
        .exceptionHandler(failure -> {})
        .resume();
    if (request.version() == HttpVersion.HTTP_2 || BodyCollector.hasNone(request)) {
      return;
    }
    if (request.response().headWritten()) {
      // Too late to say so; an answer that breaks off ends the connection anyway.
      return;
    }
    request.response().putHeader("connection", "close");
    vertx.setTimer(LINGER_MILLIS, timer -> request.connection().close());
  }
}
