package io.sennit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.multimap.MultiMap;
import com.hazelcast.multimap.impl.MultiMapService;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes, of which one listens and the other calls it. */
class HousekeepingTest {
  private static final Address ANY = new Address("127.0.0.1", 0);
  private static final String REGISTRATIONS = "__vertx.subs";
  private static final String ADDRESS = "who";
  private static final DeliveryOptions IN_TIME = new DeliveryOptions().setSendTimeout(10_000);

  private static Cluster one;
  private static Cluster other;

  @BeforeAll
  static void start() throws Exception {
    one = join(List.of(ANY));
    other = join(List.of(Objects.requireNonNull(one.member())));
    listen(one, "one");
    assertThat(calledBy(other)).containsExactly("one");
  }

  @AfterAll
  static void stop() throws Exception {
    result(other.vertx().close());
    result(one.vertx().close());
  }

  @Test
  void aNodeThatWasNotToldWhoListensFindsOut() throws Exception {
    hearNothing(other);
    listen(other, "other");
    assertThat(calledBy(other)).containsExactly("one");
    await(() -> calledBy(other).equals(Set.of("one", "other")));
  }

  @Test
  void addressesThatTheClusterHasLostAreWrittenAgain() throws Exception {
    MultiMap<String, ?> registrations = hazelcast(other.vertx()).getMultiMap(REGISTRATIONS);
    registrations.clear();
    await(() -> registrations.containsKey(ADDRESS));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(giveUp);
    }
  }

  private static Cluster join(List<Address> known) throws Exception {
    return result(Cluster.join(new ClusterSettings(ANY, ANY, 0, known, "loopback", "")));
  }

  private static void listen(Cluster node, String name) throws Exception {
    result(node.vertx()
        .eventBus()
        .consumer(ADDRESS, message -> message.reply(name))
        .completion());
  }

  private static Set<String> calledBy(Cluster node) throws Exception {
    Set<String> called = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      called.add(
          result(node.vertx().eventBus().<String>request(ADDRESS, "", IN_TIME).map(Message::body)));
    }
    return called;
  }

  /** The cluster tells the node of no addresses any more, as when an event is lost. */
  private static void hearNothing(Cluster node) {
    ((HazelcastInstanceProxy) hazelcast(node.vertx()))
        .getOriginal()
        .node
        .getNodeEngine()
        .getEventService()
        .deregisterAllLocalListeners(MultiMapService.SERVICE_NAME, REGISTRATIONS);
  }

  private static HazelcastInstance hazelcast(Vertx vertx) {
    return ((HazelcastClusterManager) ((VertxInternal) vertx).clusterManager())
        .getHazelcastInstance();
  }

  private static <T> T result(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
