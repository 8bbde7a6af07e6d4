package io.sennit.testkit;

import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Several nodes of one cluster inside this JVM, with real sockets between them and a cluster of
 * their own.
 *
 * <pre>{@code
 * try (TestCluster cluster = TestCluster.of(2)) {
 *   cluster.node(1).host(() -> new GreetingService());
 *   cluster.awaitInstances("greeting", 1);
 *   Reply reply = cluster.node(0).call(Call.to("greeting.hello"));
 * }
 * }</pre>
 */
public final class TestCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final List<TestNode> nodes = new ArrayList<>();

  private TestCluster() {}

  public static TestCluster of(int nodes) {
    TestCluster cluster = new TestCluster();
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
    Address own = new Address(LOOPBACK, freePort());
    // The first names itself, so that it founds a cluster and does not look for one that runs on
    // this machine.
    Address known = nodes.isEmpty() ? own : nodes.get(0).member();
    ClusterSettings settings =
        new ClusterSettings(own, new Address(LOOPBACK, 0), List.of(known), "loopback", "");
    Cluster cluster = Wait.forResult(Cluster.join(settings));
    Mesh mesh =
        Wait.forResult(Mesh.start(cluster.vertx(), MeshOptions.named("test-" + nodes.size())));
    TestNode node = new TestNode(cluster, mesh);
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

  /** Lets a node leave in good order. */
  public void leave(TestNode node) {
    nodes.remove(node);
    node.leave();
  }

  /** Takes a node away without draining it: what it had in hand is lost. */
  public void vanish(TestNode node) {
    nodes.remove(node);
    Wait.forResult(node.vertx().close());
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::leave);
    nodes.clear();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
