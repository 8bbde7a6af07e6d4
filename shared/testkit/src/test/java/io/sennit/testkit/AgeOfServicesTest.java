package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Since when a service is there: on every node the same, as long as one instance of it is left. */
class AgeOfServicesTest {
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = TestCluster.of(3);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void anInstanceThatJoinsTakesOverTheAgeAndKeepsItWhenTheFirstHasGone() {
    cluster.node(1).host(() -> new Named("elder"));
    cluster.awaitInstances("elder", 1);
    Instant since = since(cluster.node(0), "elder");
    cluster.node(0).host(() -> new Named("younger"));
    cluster.node(2).host(() -> new Named("elder"));
    cluster.awaitInstances("elder", 2);

    cluster.kill(cluster.node(1));
    cluster.awaitInstances("elder", 1);
    TestNode late = cluster.add();
    late.host(() -> new Named("elder"));
    cluster.awaitInstances("elder", 2);

    for (TestNode node : List.of(cluster.node(0), cluster.node(1), late)) {
      assertThat(since(node, "elder")).as("on " + node).isEqualTo(since);
      assertThat(byAge(node)).containsExactly("elder", "younger");
    }
  }

  @Test
  void aServiceOfWhichNothingWasLeftIsANewOne() {
    cluster.node(1).host(() -> new Named("gone"));
    cluster.awaitInstances("gone", 1);
    cluster.node(2).host(() -> new Named("stayed"));
    cluster.awaitInstances("stayed", 1);
    assertThat(byAge(cluster.node(0))).containsExactly("gone", "stayed");

    cluster.leave(cluster.node(1));
    cluster.awaitInstances("gone", 0);
    assertThat(byAge(cluster.node(0))).containsExactly("stayed", "gone");

    cluster.node(0).host(() -> new Named("gone"));
    cluster.awaitInstances("gone", 1);
    assertThat(byAge(cluster.node(0))).containsExactly("stayed", "gone");
  }

  /** Each takes itself for the first, as it does not know of the other yet. */
  @Test
  void instancesThatStartAtOnceAgreeOnTheEarliest() {
    List<Future<Void>> starting = Stream.of(0, 1, 2)
        .map(i -> cluster.node(i).mesh().host(() -> new Named("twins"), 4))
        .toList();
    Wait.forResult(Future.all(starting));
    cluster.awaitInstances("twins", 12);

    Wait.until(
        "all instances say the same on every node",
        () -> Stream.of(0, 1, 2)
                .flatMap(i -> entry(cluster.node(i), "twins").instances().stream())
                .map(Instance::since)
                .distinct()
                .count()
            == 1);
  }

  private static List<String> byAge(TestNode node) {
    return node.mesh().directory().services().stream()
        .sorted(ServiceEntry.byAge())
        .map(ServiceEntry::name)
        .toList();
  }

  private static Instant since(TestNode node, String service) {
    return entry(node, service).since();
  }

  private static ServiceEntry entry(TestNode node, String service) {
    return Objects.requireNonNull(node.mesh().directory().find(service));
  }

  private record Named(String name) implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named(name)
          .operation(Operation.named("is")
              .access(Access.ANYONE)
              .handledBy(call -> Future.succeededFuture(Reply.noContent())))
          .build();
    }
  }
}
