package io.sennit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests to a gateway of a real cluster, in which services with routes come and go. */
class RoutesComeAndGoTest {
  private static final int CLIENTS = 8;
  private static final int COMINGS = 6;

  private static TestCluster cluster;
  private static Gateway gateway;
  private static HttpClient http;

  private record Answer(int status, JsonObject body) {}

  @BeforeAll
  static void start() {
    cluster = TestCluster.of(3);
    cluster.node(1).host(() -> new Echo("steady", null, "/steady/{id}", "/files/{rest...}"));
    cluster.awaitInstances("steady", 1);
    gateway = Wait.forResult(Gateway.start(
        cluster.node(0).vertx(),
        GatewayOptions.at("127.0.0.1", 0),
        cluster.node(0).mesh(),
        new SimpleMeterRegistry(),
        2));
    http = cluster.node(0).vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(2 * CLIENTS));
  }

  @AfterAll
  static void stop() {
    Wait.forResult(gateway.close());
    cluster.close();
  }

  @Test
  void noRequestFailsWhileServicesWithNewRoutesComeAndGo() {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger served = new AtomicInteger();
    List<String> failures = new CopyOnWriteArrayList<>();
    List<Future<Void>> clients = IntStream.range(0, CLIENTS)
        .mapToObj(client -> keepAsking(over, served, failures))
        .toList();

    for (int i = 0; i < COMINGS; i++) {
      TestNode coming = cluster.add();
      String name = "visitor-" + i;
      String own = "/" + name;
      // It wants the route of the one that is under load as well, which is older.
      coming.host(() -> new Echo(name, null, own, "/steady/{key}"));
      Wait.until(own + " is routed", () -> ask("GET", "localhost", own).status() == 200);
      assertThat(ask("GET", "localhost", "/steady/1").body().getString("service"))
          .isEqualTo("steady");
      cluster.leave(coming);
    }
    over.set(true);
    clients.forEach(Wait::forResult);

    assertThat(failures).isEmpty();
    assertThat(served.get()).isGreaterThan(COMINGS * CLIENTS);
  }

  private static Future<Void> keepAsking(
      AtomicBoolean over, AtomicInteger served, List<String> failures) {
    Promise<Void> done = Promise.promise();
    askAgain(over, served, failures, done);
    return done.future();
  }

  /** Not one future in another: after some ten thousand the last one would overflow the stack. */
  private static void askAgain(
      AtomicBoolean over, AtomicInteger served, List<String> failures, Promise<Void> done) {
    send("GET", "localhost", "/steady/" + served.get()).onComplete(end -> {
      if (end.failed()) {
        failures.add(end.cause().toString());
      } else if (end.result().status() != 200) {
        failures.add(end.result().toString());
      } else {
        served.incrementAndGet();
      }
      if (over.get()) {
        done.complete();
      } else {
        askAgain(over, served, failures, done);
      }
    });
  }

  @Test
  void aRouteForAHostIsTakenByRequestsForItOnly() {
    cluster.node(2).host(() -> new Echo("hosted", "api.example.com", "/steady/{id}", "/own"));
    cluster.awaitInstances("hosted", 1);
    Wait.until("it is routed", () -> ask("GET", "api.example.com", "/own").status() == 200);

    assertThat(ask("GET", "API.example.com", "/steady/1").body().getString("service"))
        .isEqualTo("hosted");
    assertThat(ask("GET", "other.example.com", "/steady/1").body().getString("service"))
        .isEqualTo("steady");
    assertThat(ask("GET", "other.example.com", "/own").status()).isEqualTo(404);
    assertThat(ask("PUT", "api.example.com", "/own").status()).isEqualTo(405);
  }

  @Test
  void theRestOfAPathIsOneFieldAndMustBePlainWhenDecoded() {
    assertThat(ask("GET", "localhost", "/files/2026/a%20b+c.txt").body().getString("rest"))
        .isEqualTo("2026/a b+c.txt");
    assertThat(ask("GET", "localhost", "/files/").status()).isEqualTo(404);
    for (String path : List.of("a%2fb", "a/%2e%2e/b", "%2e%2e", "a/%2E", "a%5cb", "a%00", "a%")) {
      assertThat(ask("GET", "localhost", "/files/" + path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void whichVersionAnswersIsNotForClientsToSay() {
    Answer answer = Wait.forResult(
        send(options("GET", "localhost", "/steady/1").putHeader("sennit-version", "9.9")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().getString("wish")).isNull();
  }

  private static Answer ask(String method, String host, String path) {
    return Wait.forResult(send(method, host, path));
  }

  private static Future<Answer> send(String method, String host, String path) {
    return send(options(method, host, path));
  }

  /**
   * Waits for the body from within, where the loop that reads it is: it is gone for who comes late.
   */
  private static Future<Answer> send(RequestOptions options) {
    return http.request(options)
        .compose(request -> request
            .send()
            .compose(response -> response
                .body()
                .map(body -> new Answer(response.statusCode(), body.toJsonObject()))));
  }

  private static RequestOptions options(String method, String host, String path) {
    return new RequestOptions()
        .setServer(SocketAddress.inetSocketAddress(gateway.port(), "127.0.0.1"))
        .setHost(host)
        .setPort(80)
        .setMethod(HttpMethod.valueOf(method))
        .setURI(path);
  }

  /** Answers with what it was asked. */
  private record Echo(String name, @Nullable String host, List<String> paths) implements Service {
    Echo(String name, @Nullable String host, String... paths) {
      this(name, host, List.of(paths));
    }

    @Override
    public ServiceSpec spec() {
      Schema any = Schema.object()
          .optional("id", Schema.string())
          .optional("key", Schema.string())
          .optional("rest", Schema.string());
      ServiceSpec.Builder spec = ServiceSpec.named(name);
      for (int i = 0; i < paths.size(); i++) {
        Operation.Builder operation = Operation.named("echo-" + i)
            .get(paths.get(i))
            .access(Access.ANYONE)
            .input(any)
            .handledBy(this::echo);
        spec.operation(host == null ? operation : operation.host(host));
      }
      return spec.build();
    }

    private Future<Reply> echo(Call call) {
      return Future.succeededFuture(
          Reply.ok(call.input().copy().put("service", name).put("wish", VersionWish.textOf(call))));
    }
  }
}
