package io.sennit.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit of 100 requests a second for a user, over three gateways, in real time. */
class LimitOfThreeGatewaysTest {
  private static final int GATEWAYS = 3;
  private static final int LIMIT = 100;
  private static final GatewayRules RULES = GatewayRules.read(
      new JsonObject("{\"routes\":{\"shelf\":{\"rates\":{\"user\":\"" + LIMIT + "/s\"}}}}"));
  private static final AtomicInteger USERS = new AtomicInteger();

  private final List<Gateway> gateways = new ArrayList<>();
  private TestCluster cluster;
  private Clients clients;

  static final class Shelf implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("shelf")
          .operation(Operation.named("read")
              .get("/book")
              .access(Access.AUTHENTICATED)
              .handledBy(call -> Future.succeededFuture(Reply.ok(new JsonObject()))))
          .build();
    }
  }

  @BeforeEach
  void start() {
    cluster = TestCluster.of(GATEWAYS);
    for (int i = 0; i < GATEWAYS; i++) {
      TestNode node = cluster.node(i).host(Shelf::new).host(TestUsers::new);
      gateways.add(Wait.forResult(Gateway.start(
          node.vertx(),
          GatewayOptions.at("127.0.0.1", 0).rules(RULES),
          node.mesh(),
          new SimpleMeterRegistry(),
          1)));
    }
    cluster.awaitInstances("shelf", GATEWAYS);
    cluster.awaitInstances("users", GATEWAYS);
    warmUp();
    clients = clientsOf(freshUser());
  }

  @AfterEach
  void stop() {
    clients.close();
    cluster.close();
  }

  /** Somebody else comes first: it is not this that is measured. */
  private void warmUp() {
    int answered = 0;
    for (int round = 0; round < 10 && answered < 290; round++) {
      try (Clients others = clientsOf(freshUser())) {
        others.send(Duration.ofSeconds(1), 300, request -> port(request % GATEWAYS));
        answered = others.passed(0) + others.refused(0);
      }
    }
  }

  private static String freshUser() {
    return "user-" + USERS.incrementAndGet();
  }

  private static Clients clientsOf(String user) {
    return new Clients("/book", TestUsers.token(user));
  }

  @Test
  void askedEvenlyTheyLetThroughTheLimitFromTheFirstSecondOn() {
    clients.send(Duration.ofSeconds(5), 300, request -> port(request % GATEWAYS));

    everySecondIsWithinATenth(5);
  }

  @Test
  void askedThirtyTimesAsMuchAndUnevenlyTheyLetThroughNoMore() {
    IntUnaryOperator uneven = request -> port(request % 10 == 0 ? 1 : request % 100 == 5 ? 2 : 0);
    clients.send(Duration.ofSeconds(5), 3_000, uneven);

    everySecondIsWithinATenth(5);
  }

  @Test
  void whoMovesFromOneToTheNextGetsNoMoreAndNoLess() {
    for (int move = 0; move < 6; move++) {
      int at = move % GATEWAYS;
      clients.send(Duration.ofMillis(1_100), 600, request -> port(at));
    }

    everySecondIsWithinATenth(6);
  }

  @Test
  void whenOneIsKilledTheOthersGiveItsShare() {
    clients.send(Duration.ofSeconds(3), 600, request -> port(request % GATEWAYS));
    cluster.kill(cluster.node(2));
    clients.send(Duration.ofSeconds(4), 600, request -> port(request % 2));

    everySecondIsWithinATenth(7);
  }

  private void everySecondIsWithinATenth(int seconds) {
    int all = 0;
    int lateInAll = 0;
    for (int second = 0; second < seconds; second++) {
      int passed = clients.passed(second);
      all += passed;
      int late = (int) (LIMIT * clients.stoodStill(second).toMillis() / 1_000);
      lateInAll += late;
      assertThat(passed)
          .as("in second %s, of which it stood still %s", second, clients.stoodStill(second))
          .isBetween(90 - late, 110 + late);
      if (late < LIMIT) {
        assertThat(clients.refused(second)).as("refused in second %s", second).isPositive();
      }
    }
    assertThat(all)
        .as("in all, of which %s may have come late or never", lateInAll)
        .isBetween(90 * seconds - lateInAll, 110 * seconds + lateInAll);
  }

  private int port(int gateway) {
    return gateways.get(gateway).port();
  }
}
