package io.sennit.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sennit.mesh.message.Trace;
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
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final int IDLE_SECONDS = 75;

  private final GatewayOptions options;
  private final Routes routes;
  private final Exchange exchange;
  private @Nullable HttpServer server;

  GatewayVerticle(GatewayOptions options, Routes routes, Exchange exchange) {
    this.options = options;
    this.routes = routes;
    this.exchange = exchange;
  }

  @Override
  public Future<?> start() {
    HttpServer http = vertx
        .createHttpServer(serverOptions())
        .requestHandler(request -> exchange.run(request, routes.current()))
        .invalidRequestHandler(GatewayVerticle::refuse);
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
    return new HttpServerOptions()
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LONGEST_HEADERS)
        .setIdleTimeout(IDLE_SECONDS)
        .setTcpNoDelay(true)
        .setHandle100ContinueAutomatically(true)
        .setAcceptBacklog(4_096);
  }

  /**
   * What the HTTP decoder could not read never becomes a request of ours; its sender is told as
   * everybody is.
   */
  private static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem = cause instanceof TooLongHttpLineException
        ? Problem.of(
            Kind.URI_TOO_LONG, "The request line may have " + LONGEST_LINE + " bytes at most.")
        : cause instanceof TooLongHttpHeaderException
            ? Problem.of(
                Kind.HEADERS_TOO_LARGE,
                "The header fields may have " + LONGEST_HEADERS + " bytes at most.")
            : Problem.of(Kind.MALFORMED, "This is not HTTP as RFC 9112 has it.");
    request.response().putHeader("connection", "close");
    Responder.problem(request, Trace.start(), problem);
    request.connection().close();
  }
}
