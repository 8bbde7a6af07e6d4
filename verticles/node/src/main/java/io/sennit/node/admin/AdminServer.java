package io.sennit.node.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.settings.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The operators' HTTP interface of a node. Health and metrics are open, everything else wants the
 * admin token.
 */
public final class AdminServer {
  private static final int LONGEST_BODY = 1 << 20;
  private static final int IDLE_SECONDS = 60;

  private final Mesh mesh;
  private final ClusterView cluster;
  private final Health health;
  private final Optional<PrometheusMeterRegistry> metrics;
  private final byte[] authorization;
  private final Supplier<List<OwnRoute>> own;

  /**
   * Makes one that does not listen yet.
   *
   * @param metrics empty where they are switched off
   * @param own the routes of the gateway on this node, as soon as it has one
   */
  public AdminServer(
      Mesh mesh,
      Health health,
      Optional<PrometheusMeterRegistry> metrics,
      String token,
      Supplier<List<OwnRoute>> own) {
    this.mesh = mesh;
    this.cluster = new ClusterView(mesh);
    this.health = health;
    this.metrics = metrics;
    this.own = own;
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  public Future<HttpServer> listen(Vertx vertx, Address address) {
    Router router = Router.router(vertx);
    router.route().handler(Exchange::begin);
    router.get("/health/live").handler(this::live);
    router.get("/health/ready").handler(this::ready);
    router
        .get("/metrics")
        .handler(
            metrics.isPresent()
                ? request -> scrape(request, metrics.get())
                : AdminServer::refuseMetrics);
    router.route("/admin/*").handler(this::authenticate);
    router.post("/admin/*").handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
    router.get("/admin/nodes").handler(request -> answer(request, 200, cluster::nodes));
    router.get("/admin/services").handler(request -> answer(request, 200, cluster::services));
    router.get("/admin/routes").handler(request -> answer(request, 200, this::routes));
    router
        .post("/admin/nodes/:name/drain")
        .handler(request -> answer(request, 202, () -> cluster.drain(request.pathParam("name"))));
    router
        .post("/admin/call/:operation")
        .handler(request -> answer(request, 200, () -> call(new Exchange(request))));
    new EventRoutes(vertx, mesh).mount(router);
    new SagaRoutes(mesh).mount(router);
    new TraceRoutes(mesh).mount(router);
    router.route().failureHandler(request -> new Exchange(request).fail());
    router.errorHandler(
        404,
        request -> new Exchange(request)
            .refuse(Problem.of(Kind.NOT_FOUND, "There is nothing at this path.")));
    router.errorHandler(
        405,
        request -> new Exchange(request)
            .refuse(Problem.of(Kind.METHOD_NOT_ALLOWED, "This path does not take this method.")));
    return vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
        .requestHandler(router)
        .listen(address.port(), address.host());
  }

  private void live(RoutingContext request) {
    Health.turning(request.vertx())
        .onSuccess(v -> new Exchange(request).json(200, new JsonObject().put("status", "UP")));
  }

  private void ready(RoutingContext request) {
    health
        .report()
        .onSuccess(report -> new Exchange(request).json(report.up() ? 200 : 503, report.json()));
  }

  private static void scrape(RoutingContext request, PrometheusMeterRegistry metrics) {
    // Writing out all meters may take milliseconds, so it is not done on an event loop.
    request
        .vertx()
        .executeBlocking(() -> metrics.scrape())
        .onSuccess(text -> request
            .response()
            .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
            .end(text))
        .onFailure(request::fail);
  }

  private static void refuseMetrics(RoutingContext request) {
    new Exchange(request)
        .refuse(Problem.of(
            Kind.NOT_FOUND,
            "This node was started with --metrics=off or SENNIT_METRICS=off; start it without."));
  }

  private void authenticate(RoutingContext request) {
    String header = request.request().getHeader("authorization");
    // Compared in constant time, so that the time of an answer tells nothing about the token.
    boolean known = header != null
        && MessageDigest.isEqual(authorization, header.getBytes(StandardCharsets.UTF_8));
    if (known) {
      request.next();
    } else {
      request.response().putHeader("www-authenticate", "Bearer");
      new Exchange(request)
          .refuse(
              Problem.of(
                  Kind.UNAUTHENTICATED,
                  "Send the admin token of this node as bearer token; it is kept in its data folder, in admin-token."));
    }
  }

  private Future<JsonObject> routes() {
    return Future.succeededFuture(new RouteView(mesh.directory(), own.get()).routes());
  }

  private Future<JsonObject> call(Exchange exchange) {
    Buffer body = exchange.request().body().buffer();
    Call call =
        exchange.call(exchange.path("operation"), body == null ? Body.EMPTY : Body.of(body));
    return mesh.client().of("operator").handle(call).map(reply -> reply.json());
  }

  private static void answer(
      RoutingContext request, int status, Supplier<Future<JsonObject>> answer) {
    new Exchange(request).answer(status, answer);
  }
}
