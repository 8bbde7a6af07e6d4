package io.sennit.gateway.rollout;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.Rollout;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with two versions of a service on two nodes and a shadow of it on a third, and an edge
 * to it over HTTP, at which people are who they say they are.
 */
final class TwoVersions implements AutoCloseable {
  static final OperationId WHICH = OperationId.parse("shop.which");

  final List<Call> copies = new CopyOnWriteArrayList<>();
  final List<Promise<Reply>> held = new CopyOnWriteArrayList<>();
  final AtomicInteger failingShare = new AtomicInteger();
  final ClockByHand clock = new ClockByHand();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  volatile boolean holdsCopies;
  private final TestCluster cluster = TestCluster.of(3);
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private volatile @Nullable Forwarding edge;

  TwoVersions() {
    cluster.node(1).host(() -> new Shop("shop", "1.0.0", this::answer));
    cluster.node(2).host(() -> new Shop("shop", "2.0.0", this::answer));
    cluster.node(2).host(() -> new Shop("shop-shadow", "1.0.0", this::copied));
    cluster.awaitInstances("shop", 2);
    cluster.awaitInstances("shop-shadow", 1);
    server = Wait.forResult(
        gatewayNode().vertx().createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
  }

  private TestNode gatewayNode() {
    return cluster.node(0);
  }

  /** From now on these rules hold, on a gateway that has just started. */
  void rules(String rollout) {
    edge = gateway().forwarding(WHICH, rollout(rollout), gatewayNode().mesh().client());
  }

  void streamedRules(String rollout) {
    edge = gateway().streamed(WHICH, rollout(rollout), gatewayNode().mesh().client());
  }

  private Rollouts gateway() {
    return new Rollouts(
        gatewayNode().mesh().client().of("mirror"), meters, clock, new Random(20_261_120));
  }

  private static Rollout rollout(String json) {
    JsonObject rules = new JsonObject()
        .put(
            "routes",
            new JsonObject().put("shop", new JsonObject().put("rollout", new JsonObject(json))));
    return Objects.requireNonNull(GatewayRules.read(rules).routes().of(WHICH).rollout());
  }

  /** The version that answers somebody. */
  String version(String user, String... headers) {
    HttpResponse<String> response = ask(user, headers);
    return response.statusCode() == 200
        ? new JsonObject(response.body()).getString("version")
        : "failed";
  }

  HttpResponse<String> ask(String user, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.actualPort()))
        .header("user", user);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Wait.forResult(
        Future.fromCompletionStage(http.sendAsync(request.build(), BodyHandlers.ofString())));
  }

  private void take(HttpServerRequest request) {
    Visit visit = Visit.begin(request);
    String user = String.valueOf(request.getHeader("user"));
    visit.by(new Identity(user, List.of()));
    Objects.requireNonNull(edge)
        .forward(visit, Call.to(WHICH.toString()))
        .onSuccess(reply -> request.response().end(reply.json().encode()))
        .onFailure(failure -> request
            .response()
            .setStatusCode(failure instanceof Problem problem ? problem.kind().status() : 500)
            .end(String.valueOf(failure.getMessage())));
  }

  /** The second version fails as often as the test wants. */
  private Future<Reply> answer(Shop shop, Call call) {
    boolean fails =
        shop.version().equals("2.0.0") && shop.calls().incrementAndGet() % 100 < failingShare.get();
    return fails
        ? Future.failedFuture(Problem.of(Kind.INTERNAL, "The new version is broken."))
        : Future.succeededFuture(Reply.ok(new JsonObject().put("version", shop.version())));
  }

  private Future<Reply> copied(Shop shop, Call call) {
    copies.add(call);
    if (holdsCopies) {
      Promise<Reply> promise = Promise.promise();
      held.add(promise);
      return promise.future();
    }
    return Future.failedFuture(Problem.of(Kind.INTERNAL, "The shadow is broken."));
  }

  @Override
  public void close() {
    held.forEach(promise -> promise.tryComplete(Reply.noContent()));
    cluster.close();
  }

  private interface Answering {
    Future<Reply> answer(Shop shop, Call call);
  }

  private record Shop(String name, String version, Answering answering, AtomicInteger calls)
      implements Service {
    Shop(String name, String version, Answering answering) {
      this(name, version, answering, new AtomicInteger());
    }

    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named(name)
          .version(version)
          .operation(Operation.named("which")
              .access(Access.ANYONE)
              .handledBy(call -> answering.answer(this, call)))
          .build();
    }
  }
}
