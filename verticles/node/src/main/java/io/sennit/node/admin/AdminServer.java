package io.sennit.node.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.ProblemJson;
import io.sennit.mesh.message.Timeouts;
import io.sennit.mesh.message.Trace;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' HTTP interface of a node. Health and metrics are open, everything else wants the
 * admin token.
 */
public final class AdminServer {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);
  private static final String TRACE = "trace";
  private static final int LONGEST_BODY = 1 << 20;
  private static final int IDLE_SECONDS = 60;

  private final Mesh mesh;
  private final ClusterView cluster;
  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final byte[] authorization;

  public AdminServer(Mesh mesh, Health health, PrometheusMeterRegistry metrics, String token) {
    this.mesh = mesh;
    this.cluster = new ClusterView(mesh);
    this.health = health;
    this.metrics = metrics;
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  public Future<HttpServer> listen(Vertx vertx, Address address) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(request -> request
            .put(TRACE, Trace.continued(request.request().getHeader("traceparent")))
            .next());
    router.get("/health/live").handler(this::live);
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::scrape);
    router.route("/admin/*").handler(this::authenticate);
    router.get("/admin/nodes").handler(request -> answer(request, 200, cluster.nodes()));
    router.get("/admin/services").handler(request -> answer(request, 200, cluster.services()));
    router
        .post("/admin/nodes/:name/drain")
        .handler(request -> answer(request, 202, cluster.drain(request.pathParam("name"))));
    router
        .post("/admin/call/:operation")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(request -> answer(request, 200, call(request)));
    router.route().failureHandler(AdminServer::fail);
    router.errorHandler(
        404,
        request -> refuse(request, Problem.of(Kind.NOT_FOUND, "There is nothing at this path.")));
    router.errorHandler(
        405,
        request -> refuse(
            request, Problem.of(Kind.METHOD_NOT_ALLOWED, "This path does not take this method.")));
    return vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
        .requestHandler(router)
        .listen(address.port(), address.host());
  }

  private void live(RoutingContext request) {
    Health.turning(request.vertx())
        .onSuccess(v -> json(request, 200, new JsonObject().put("status", "UP")));
  }

  private void ready(RoutingContext request) {
    health.report().onSuccess(report -> json(request, report.up() ? 200 : 503, report.json()));
  }

  private void scrape(RoutingContext request) {
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

  private void authenticate(RoutingContext request) {
    String header = request.request().getHeader("authorization");
    // Compared in constant time, so that the time of an answer tells nothing about the token.
    boolean known = header != null
        && MessageDigest.isEqual(authorization, header.getBytes(StandardCharsets.UTF_8));
    if (known) {
      request.next();
    } else {
      request.response().putHeader("www-authenticate", "Bearer");
      refuse(
          request,
          Problem.of(
              Kind.UNAUTHENTICATED,
              "Send the admin token of this node as bearer token; it is kept in its data folder, in admin-token."));
    }
  }

  private Future<JsonObject> call(RoutingContext request) {
    try {
      OperationId operation = OperationId.parse(request.pathParam("operation"));
      Buffer body = request.body().buffer();
      Envelope envelope = new Envelope(
          Timeouts.deadline(request.request().getHeader("sennit-timeout")),
          Identity.OPERATOR,
          trace(request),
          Pairs.EMPTY,
          takenBackWith(request));
      return mesh.client()
          .of("operator")
          .handle(
              new Call(operation, Pairs.EMPTY, body == null ? Body.EMPTY : Body.of(body), envelope))
          .map(reply -> reply.json());
    } catch (Problem refused) {
      return Future.failedFuture(refused);
    }
  }

  private static Cancellation takenBackWith(RoutingContext request) {
    Cancellation cancellation = new Cancellation();
    request.response().closeHandler(gone -> cancellation.cancel());
    return cancellation;
  }

  private static void answer(RoutingContext request, int status, Future<JsonObject> answer) {
    answer.onSuccess(body -> json(request, status, body)).onFailure(request::fail);
  }

  private static void fail(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure instanceof Problem problem) {
      refuse(request, problem);
    } else if (failure == null) {
      refuse(request, Problem.of(Kind.ofStatus(request.statusCode()), "The request was refused."));
    } else {
      log.error("An operator's request to {} failed", request.request().path(), failure);
      refuse(request, Problem.internal());
    }
  }

  private static void refuse(RoutingContext request, Problem problem) {
    request
        .response()
        .setStatusCode(problem.kind().status())
        .putHeader("content-type", ProblemJson.CONTENT_TYPE)
        .end(ProblemJson.of(problem, request.request().path(), trace(request)).toBuffer());
  }

  private static void json(RoutingContext request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toBuffer());
  }

  private static Trace trace(RoutingContext request) {
    return request.<Trace>get(TRACE);
  }
}
