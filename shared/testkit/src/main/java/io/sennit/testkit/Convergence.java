package io.sennit.testkit;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.service.Load;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether nodes that the network joins agree on who they are and what they offer. */
final class Convergence {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final DeliveryOptions SOON =
      new DeliveryOptions().setSendTimeout(PATIENCE.toMillis());

  private final Network network;
  private final List<TestNode> nodes;

  Convergence(Network network, List<TestNode> nodes) {
    this.network = network;
    this.nodes = nodes;
  }

  /** What is still missing, or null when nothing is. */
  @Nullable
  String missing() {
    for (TestNode node : nodes) {
      List<TestNode> peers = peers(node);
      Set<String> members = node.mesh().directory().membership().members();
      Set<String> expected = peers.stream().map(TestNode::id).collect(Collectors.toSet());
      if (!members.equals(expected)) {
        return node + " did not see the members that it can reach: it sees " + members + " and not "
            + expected;
      }
      if (!known(node).equals(hosted(peers))) {
        return node + " did not know the instances that it can reach: it knows " + known(node)
            + " and not " + hosted(peers);
      }
    }
    return Wait.forResult(unreached());
  }

  private List<TestNode> peers(TestNode node) {
    return nodes.stream()
        .filter(other -> other == node || network.joins(node.name(), other.name()))
        .toList();
  }

  private static Set<String> known(TestNode node) {
    return node.mesh().directory().services().stream()
        .flatMap(service -> service.callable().stream())
        .map(Instance::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> hosted(List<TestNode> peers) {
    return peers.stream()
        .flatMap(peer -> peer.mesh().load().stream())
        .map(Load::instance)
        .filter(instance -> instance.state() == State.UP)
        .map(Instance::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Who did not answer whom, over the plain event bus and over the links. */
  private Future<@Nullable String> unreached() {
    List<Future<?>> answers = new ArrayList<>();
    for (TestNode node : nodes) {
      for (TestNode peer : peers(node)) {
        answers.add(named(
            node + " did not reach " + peer + " over the event bus",
            node.vertx().eventBus().request(peer.address(), "", SOON)));
        peer.mesh().load().stream()
            .map(Load::instance)
            .forEach(instance ->
                answers.add(named(node + " did not reach " + instance.id(), ping(node, instance))));
      }
    }
    return Future.all(answers).<@Nullable String>map(all -> null).otherwise(Throwable::getMessage);
  }

  private static Future<?> ping(TestNode node, Instance instance) {
    Call ping = Call.to(instance.service().name() + ".ping").within(PATIENCE);
    return node.mesh().client().handleOn(instance, ping);
  }

  private static <T> Future<T> named(String failure, Future<T> answer) {
    return answer.recover(cause -> Future.failedFuture(failure + ": " + cause.getMessage()));
  }
}
