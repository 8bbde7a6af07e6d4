package io.sennit.testkit;

import io.sennit.cluster.Advertised;
import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.directory.Membership;
import io.sennit.mesh.link.LinkPorts;
import io.sennit.mesh.settings.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Several nodes of one cluster inside this JVM, with real sockets between them and a cluster of
 * their own, and with all that can happen to nodes and to the network between them.
 *
 * <pre>{@code
 * try (TestCluster cluster = TestCluster.of(3)) {
 *   cluster.node(1).host(() -> new GreetingService());
 *   cluster.node(2).host(() -> new GreetingService());
 *   cluster.awaitInstances("greeting", 2);
 *   cluster.kill(cluster.node(1));
 *   Reply reply = cluster.node(0).call(Call.to("greeting.hello"));
 * }
 * }</pre>
 */
public final class TestCluster implements AutoCloseable {
  private static final int BURIAL_SECONDS = 10;

  private final Network network = new Network();
  private final Doors doors = new Doors(network);
  private final List<TestNode> nodes = new ArrayList<>();
  private final List<Future<Void>> burials = new ArrayList<>();
  private final BiFunction<MeshOptions, Vertx, MeshOptions> options;
  private int started;

  private TestCluster(BiFunction<MeshOptions, Vertx, MeshOptions> options) {
    this.options = options;
  }

  public static TestCluster of(int nodes) {
    return of(nodes, (named, vertx) -> named);
  }

  /**
   * The same with options for each node, such as its database: {@code (options, vertx) ->
   * options.database(Database.at(vertx, uri, StoreOptions.defaults()))}.
   */
  public static TestCluster of(int nodes, BiFunction<MeshOptions, Vertx, MeshOptions> options) {
    TestCluster cluster = new TestCluster(options);
    for (int i = 0; i < nodes; i++) {
      cluster.add();
    }
    return cluster;
  }

  public TestNode node(int index) {
    return nodes.get(index);
  }

  /** Starts one more node, which joins the others. */
  public TestNode add() {
    String name = "test-" + started++;
    Doors.Entrances own = doors.open(name);
    Advertised advertised = new Advertised(own.member().outside(), own.bus().outside());
    // The list begins with itself for the first, which so founds a cluster and does not look for
    // one that runs on this machine.
    ClusterSettings settings = new ClusterSettings(
        own.member().inside(), own.bus().inside(), 0, doors.known(), "loopback", "");
    Cluster cluster = Wait.forResult(Cluster.join(settings, advertised));
    doors.know(name, Membership.of(cluster.vertx()).self());
    MeshOptions named = MeshOptions.named(name)
        .links(new LinkPorts(own.member().inside().host(), 0, inside -> doors.open(name, inside)));
    MeshOptions meshOptions = options.apply(named, cluster.vertx());
    Mesh mesh = Wait.forResult(Mesh.start(cluster.vertx(), meshOptions));
    TestNode node = new TestNode(name, cluster, mesh);
    nodes.add(node);
    return node;
  }

  /** Waits until every node knows so many callable instances of a service. */
  public void awaitInstances(String service, int count) {
    Wait.until(
        "every node knows " + count + " instances of " + service,
        () -> nodes.stream().allMatch(node -> known(node, service) == count));
  }

  private static int known(TestNode node, String service) {
    var entry = node.mesh().directory().find(service);
    return entry == null ? 0 : entry.callable().size();
  }

  /**
   * Waits until the nodes agree with the network: all that can reach each other are one cluster,
   * know each other's instances and no others, and answer each other. So it waits for the parts of
   * a split to show, and for their coming together after {@link #heal()}.
   */
  public void awaitConverged() {
    awaitConverged(Wait.LONGEST);
  }

  /** The same with a bound of one's own. */
  public void awaitConverged(Duration bound) {
    Wait.within(bound, new Convergence(network, List.copyOf(nodes))::missing);
  }

  /** Lets a node leave in good order. */
  public void leave(TestNode node) {
    nodes.remove(node);
    node.leave();
    doors.close(node.name());
  }

  /**
   * Ends a node as {@code kill -9} does: its connections are reset and its ports closed, and nobody
   * hears a word of it. What it had in hand may run on for a moment, unheard.
   */
  public void kill(TestNode node) {
    nodes.remove(node);
    doors.kill(node.name());
    burials.add(node.bury());
  }

  /** Cuts the link between two nodes: nothing passes, and nobody is told, as with a cable. */
  public void cut(TestNode one, TestNode other) {
    cutOneWay(one, other);
    cutOneWay(other, one);
  }

  /** Cuts one direction of a link: what the second node says still reaches the first. */
  public void cutOneWay(TestNode from, TestNode to) {
    network.cut(from.name(), to.name());
  }

  /** Cuts every link between these nodes and all others. */
  public void isolate(TestNode... some) {
    List<TestNode> here = List.of(some);
    nodes.stream()
        .filter(node -> !here.contains(node))
        .forEach(there -> here.forEach(node -> cut(node, there)));
  }

  /** Mends the link between two nodes, in both directions; what waited is delivered. */
  public void heal(TestNode one, TestNode other) {
    network.heal(one.name(), other.name());
    network.heal(other.name(), one.name());
  }

  /** Mends all links. */
  public void heal() {
    network.healAll();
  }

  /**
   * Stops a node as SIGSTOP does: its event loops do nothing, and what is sent to it or by it
   * waits. (Hazelcast's own threads go on, and hear nothing.)
   */
  public void pause(TestNode node) {
    network.pause(node.name());
    node.standstill().begin();
  }

  /** Lets a paused node go on; everything comes late and in order. */
  public void resume(TestNode node) {
    node.standstill().end();
    network.resume(node.name());
  }

  /** Ends all nodes. A network that is whole is left in good order. */
  @Override
  public void close() {
    List<TestNode> left = List.copyOf(nodes);
    left.forEach(this::resume);
    if (network.isWhole()) {
      left.forEach(this::leave);
    } else {
      left.forEach(this::kill);
    }
    // A dead node may wait for something that it will not hear any more, and nobody waits for it.
    Wait.forResult(
        Future.join(burials).timeout(BURIAL_SECONDS, TimeUnit.SECONDS).otherwiseEmpty());
  }
}
