package io.sennit.gateway.stream;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.OpenStream;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * The body of a request on its way to a service. It is read only as fast as the service takes it,
 * and its sender must not be much slower than that.
 */
final class Upload {
  /** What must come in each span that a sender gets: a trickle would hold a stream for hours. */
  private static final int LEAST = 1_024;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final OpenStream stream;
  private final long spanMillis;
  private long cameInSpan;
  private boolean waited;
  private boolean over;
  private long timer = -1;

  Upload(Vertx vertx, HttpServerRequest request, OpenStream stream, Duration span) {
    this.vertx = vertx;
    this.request = request;
    this.stream = stream;
    this.spanMillis = span.toMillis();
  }

  void begin() {
    request.exceptionHandler(failure -> {
      over = true;
      stream.abort(interrupted(failure));
    });
    request.endHandler(v -> {
      over = true;
      stream.body().end();
    });
    request.handler(this::take);
    stream.body().drainHandler(v -> request.resume());
    request.resume();
    watch();
  }

  private void take(Buffer bytes) {
    cameInSpan += bytes.length();
    // That it fails shows in the answer, which fails then too.
    stream.body().write(bytes);
    if (stream.body().writeQueueFull()) {
      waited = true;
      request.pause();
    }
  }

  private void watch() {
    timer = vertx.setTimer(spanMillis, t -> {
      if (over) {
        return;
      }
      if (cameInSpan < LEAST && !waited) {
        over = true;
        stream.abort(Problem.of(
            Kind.MALFORMED,
            "The body came too slowly: less than " + LEAST + " bytes in " + spanMillis + " ms."));
        return;
      }
      cameInSpan = 0;
      waited = stream.body().writeQueueFull();
      watch();
    });
  }

  /** Once the service answers, it is up to both of them when the rest of the body comes. */
  void answered() {
    vertx.cancelTimer(timer);
  }

  void stop() {
    over = true;
    vertx.cancelTimer(timer);
  }

  private static Problem interrupted(Throwable failure) {
    return failure instanceof IOException || failure instanceof VertxException
        ? Problem.of(Kind.CANCELLED, "The client went away before its body was whole.")
        : Problem.of(Kind.MALFORMED, "The body is not encoded as HTTP has it.");
  }
}
