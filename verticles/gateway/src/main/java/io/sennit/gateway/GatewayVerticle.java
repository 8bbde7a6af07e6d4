package io.sennit.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sennit.gateway.rules.Door;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop of the gateway: serves over HTTP whatever the directory announces. */
final class GatewayVerticle extends VerticleBase {
  private final GatewayOptions options;
  private final Exchange exchange;
  private @Nullable HttpServer server;

  GatewayVerticle(GatewayOptions options, Exchange exchange) {
    this.options = options;
    this.exchange = exchange;
  }

  @Override
  public Future<?> start() {
    HttpServer http = vertx
        .createHttpServer(serverOptions())
        .requestHandler(exchange::run)
        .invalidRequestHandler(this::refuse);
    server = http;
    return http.listen(options.sharedPort(), options.host());
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

  private HttpServerOptions serverOptions() {
    Door door = options.rules().door();
    return new HttpServerOptions()
        .setMaxInitialLineLength(door.longestLine())
        .setMaxHeaderSize(door.longestHeaders())
        .setIdleTimeout((int) door.idle().toSeconds())
        .setTcpNoDelay(true)
        .setHandle100ContinueAutomatically(true)
        .setAcceptBacklog(4_096);
  }

  /**
   * What the HTTP decoder could not read never becomes a request of ours; its sender is told as
   * everybody is.
   */
  private void refuse(HttpServerRequest request) {
    Door door = options.rules().door();
    Throwable cause = request.decoderResult().cause();
    Problem problem = cause instanceof TooLongHttpLineException
        ? Problem.of(
            Kind.URI_TOO_LONG,
            "The request line may have " + door.longestLine() + " bytes at most.")
        : cause instanceof TooLongHttpHeaderException
            ? Problem.of(
                Kind.HEADERS_TOO_LARGE,
                "The header fields may have " + door.longestHeaders() + " bytes at most.")
            : Problem.of(Kind.MALFORMED, "This is not HTTP as RFC 9112 has it.");
    request.response().putHeader("connection", "close");
    exchange.refuse(request, problem);
    request.connection().close();
  }
}
