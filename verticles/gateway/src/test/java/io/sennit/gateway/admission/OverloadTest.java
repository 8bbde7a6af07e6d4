package io.sennit.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway on one event loop, on which reads come that take more time than there is. */
class OverloadTest {
  private static final int READERS = 150;
  private static final Duration READ = Duration.ofMillis(2);
  private static final GatewayRules RULES =
      GatewayRules.read(new JsonObject("{\"overload\":{\"delay\":\"60ms\",\"span\":\"1s\"}}"));

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Vertx outside = Vertx.vertx();
  private final HttpClient readers = client(READERS);
  private final HttpClient writers = client(1);
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private volatile boolean over;
  private int port;

  static final class Shelf implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("shelf")
          .operation(Operation.named("read").get("/book").access(Access.ANYONE).handledBy(call -> {
            long end = System.nanoTime() + READ.toNanos();
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            return Future.succeededFuture(Reply.ok(new JsonObject()));
          }))
          .operation(Operation.named("write")
              .delete("/book")
              .access(Access.ANYONE)
              .handledBy(call -> Future.succeededFuture(Reply.noContent())))
          .build();
    }
  }

  private HttpClient client(int connections) {
    return outside.createHttpClient(
        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(connections));
  }

  @BeforeEach
  void start() {
    Mesh mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("test")));
    Wait.forResult(mesh.host(Shelf::new, 1));
    GatewayOptions options = GatewayOptions.at("127.0.0.1", 0).rules(RULES);
    port = Wait.forResult(Gateway.start(vertx, options, mesh, new SimpleMeterRegistry(), 1))
        .port();
  }

  @AfterEach
  void stop() {
    over = true;
    Wait.forResult(outside.close());
    Wait.forResult(vertx.close());
  }

  @Test
  void readsAreTurnedAwayAndWritesAreServed() {
    for (int i = 0; i < READERS; i++) {
      readOn();
    }
    Wait.until("reads are turned away", () -> turnedAway.get() > READERS);
    int servedBefore = served.get();

    for (int i = 0; i < 50; i++) {
      assertThat(Wait.forResult(status(writers, HttpMethod.DELETE)))
          .as("write %s", i)
          .isEqualTo(204);
    }

    assertThat(turnedAway.get()).isGreaterThan(READERS);
    Wait.until("some reads are served all the same", () -> served.get() > servedBefore);
    over = true;
    Wait.until("all is as it was", () -> allServed());
  }

  private boolean allServed() {
    for (int i = 0; i < 20; i++) {
      if (Wait.forResult(status(writers, HttpMethod.GET)) != 200) {
        return false;
      }
    }
    return true;
  }

  private void readOn() {
    status(readers, HttpMethod.GET).onComplete(answer -> {
      if (answer.succeeded()) {
        (answer.result() == 200 ? served : turnedAway).incrementAndGet();
      }
      if (!over) {
        readOn();
      }
    });
  }

  private Future<Integer> status(HttpClient client, HttpMethod method) {
    return client
        .request(method, port, "127.0.0.1", "/book")
        .compose(request ->
            request.send().compose(response -> response.body().map(body -> response.statusCode())));
  }
}
