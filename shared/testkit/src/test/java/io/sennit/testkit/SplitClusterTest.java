package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five nodes that lose each other and find together; the first one calls, the others host. */
class SplitClusterTest {
  private static final Duration TO_HEAL = Duration.ofSeconds(15);
  private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(2_000);

  private static TestCluster cluster;
  private static List<TestNode> nodes;
  private static TestNode caller;

  @BeforeAll
  static void start() {
    cluster = TestCluster.of(5);
    nodes = IntStream.range(0, 5).mapToObj(cluster::node).toList();
    caller = nodes.get(0);
    hosts().forEach(host -> host.host(() -> new ProbeService(host.toString())));
    cluster.awaitConverged();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void eachHalfServesWhatItCanAndBothBecomeOneAgain() {
    cluster.isolate(nodes.get(0), nodes.get(1));
    cluster.awaitConverged();
    assertThat(calledBy(caller)).containsExactly("test-1");
    for (TestNode other : nodes.subList(2, 5)) {
      awaitCalledOverTheBusBy(other, Set.of("test-2", "test-3", "test-4"));
    }

    cluster.heal();
    cluster.awaitConverged(TO_HEAL);
    assertThatEverybodyCallsEverybody();
  }

  @Test
  void aNodeThatHangsAndOneThatNobodyHearsAreDroppedAndComeBack() {
    TestNode paused = nodes.get(1);
    TestNode mute = nodes.get(2);
    cluster.pause(paused);
    nodes.stream().filter(node -> node != mute).forEach(node -> cluster.cutOneWay(mute, node));
    Wait.until("both are dropped", () -> callable(caller) == 2);
    assertThat(calledBy(caller)).isSubsetOf("test-3", "test-4");

    cluster.resume(paused);
    cluster.heal();
    cluster.awaitConverged(TO_HEAL);
    assertThatEverybodyCallsEverybody();
  }

  private static void assertThatEverybodyCallsEverybody() {
    Set<String> called = new TreeSet<>();
    Wait.until("all are called again", () -> {
      called.addAll(calledBy(caller));
      return called.containsAll(names());
    });
    nodes.forEach(node -> awaitCalledOverTheBusBy(node, Set.copyOf(names())));
  }

  /** Vert.x forgets the addresses of lost members, and learns those of others, a little later. */
  private static void awaitCalledOverTheBusBy(TestNode node, Set<String> places) {
    Wait.within(
        TO_HEAL,
        node + " calls " + places + " over the plain event bus",
        () -> calledOverTheBusBy(node).equals(places));
  }

  private static Set<String> calledBy(TestNode node) {
    return places(() -> node.mesh().client().handle(Call.to("probe.where")).map(Reply::json));
  }

  /** A host prefers itself over the mesh; the plain event bus takes the nodes in turn. */
  private static Set<String> calledOverTheBusBy(TestNode node) {
    return places(() -> node.vertx()
        .eventBus()
        .<JsonObject>request("sennit/probe/where", new JsonObject(), SOON)
        .map(Message::body)
        .otherwise(new JsonObject().put("place", "nobody")));
  }

  /** All at once: one after the other they would wait for as long as the time-outs add up to. */
  private static Set<String> places(Supplier<Future<JsonObject>> call) {
    List<Future<JsonObject>> answers = Stream.generate(call).limit(12).toList();
    return Wait.forResult(Future.all(answers)).<JsonObject>list().stream()
        .map(answer -> answer.getString("place"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int callable(TestNode node) {
    return Objects.requireNonNull(node.mesh().directory().find("probe"))
        .callable()
        .size();
  }

  private static List<TestNode> hosts() {
    return nodes.subList(1, 5);
  }

  private static List<String> names() {
    return hosts().stream().map(TestNode::toString).toList();
  }
}
