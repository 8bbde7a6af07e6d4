package io.sennit.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sennit.gateway.door.Doorway;
import io.sennit.gateway.head.StrictServer;
import io.sennit.gateway.rules.Door;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop of the gateway: serves over HTTP whatever the directory announces. */
final class GatewayVerticle extends VerticleBase {
  private final GatewayOptions options;
  private final Doorway doorway;
  private final Exchange exchange;
  private final int port;
  private @Nullable HttpServer server;

  /** @param port negative for any free one, which those of one number share */
  GatewayVerticle(GatewayOptions options, Doorway doorway, Exchange exchange, int port) {
    this.options = options;
    this.doorway = doorway;
    this.exchange = exchange;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    HttpServer http = doorway.server(exchange::run, this::refuse);
    server = http;
    exchange.watch();
    return http.listen(port, options.host());
  }

  @Override
  public Future<?> stop() {
    HttpServer http = server;
    return http == null
        ? Future.succeededFuture()
        : http.shutdown(options.grace().toMillis(), TimeUnit.MILLISECONDS);
  }

  int port() {
    HttpServer http = server;
    return http == null ? options.port() : http.actualPort();
  }

  /**
   * What the HTTP decoder could not read never becomes a request of ours; its sender is told as
   * everybody is.
   */
  private void refuse(HttpServerRequest request) {
    Door door = options.rules().door();
    request.response().putHeader("connection", "close");
    exchange.refuse(request, problem(request.decoderResult().cause(), door));
    request.connection().close();
  }

  private static Problem problem(Throwable cause, Door door) {
    if (cause instanceof Problem known) {
      return known;
    }
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(
          Kind.URI_TOO_LONG, "The request line may have " + door.longestLine() + " bytes at most.");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return StrictServer.tooManyFields(door.longestHeaders());
    }
    return Problem.of(Kind.MALFORMED, "This is not HTTP as RFC 9112 has it.");
  }
}
