package io.sennit.gateway.limit;

import io.sennit.gateway.rules.Rate;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gateways that count together, in a time of their own: reports need a while, beats are not in
 * step, and all that is random is the same in every run.
 */
final class SimulatedGateways {
  static final Duration STEP = Duration.ofMillis(1);
  private static final String KEY = KeyedHash.freshKey();
  private static final int BEAT = 50;

  private final Rate rate;
  private final Random random = new Random(20_261_128);
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> members = new HashSet<>();
  private final PriorityQueue<Letter> letters = new PriorityQueue<>();
  private boolean cut;
  private long millis = 1_000_000;
  private long sent;

  private record Letter(long due, long sent, Node to, Buffer bytes) implements Comparable<Letter> {
    @Override
    public int compareTo(Letter other) {
      return due == other.due ? Long.compare(sent, other.sent) : Long.compare(due, other.due);
    }
  }

  final class Node {
    final String name;
    final Ledger ledger;
    final int phase = random.nextInt(BEAT);
    boolean alive = true;
    double due;

    Node(String name) {
      this.name = name;
      this.ledger = new Ledger(name, new Peers(() -> Set.copyOf(members)), List.of(rate), nanos());
      ledger.under(KEY);
    }

    boolean passes(String user) {
      return ledger.take(ledger.limit(rate), user, nanos()) > 0;
    }
  }

  SimulatedGateways(int count, Rate rate) {
    this.rate = rate;
    for (int i = 0; i < count; i++) {
      nodes.add(new Node("node-" + i));
      members.add("node-" + i);
    }
  }

  Node node(int index) {
    return nodes.get(index);
  }

  long nanos() {
    return millis * STEP.toNanos();
  }

  /** It says nothing more; the others' cluster takes so long to notice. */
  void kill(Node node) {
    node.alive = false;
  }

  void leaves(Node node) {
    members.remove(node.name);
  }

  /** No report reaches anybody. */
  void cut() {
    cut = true;
  }

  /**
   * Lets time pass in which each gateway is asked so many times a second, at moments that are
   * random; tells how many passed.
   */
  int asked(Duration time, ToIntFunction<Node> perSecond) {
    int passed = 0;
    for (long end = millis + time.toMillis(); millis < end; millis++) {
      deliver();
      for (Node node : nodes) {
        if (node.alive) {
          passed += step(node, perSecond.applyAsInt(node));
        }
      }
    }
    return passed;
  }

  private int step(Node node, int perSecond) {
    if (millis % BEAT == node.phase) {
      publish(node.ledger.beat(nanos()));
    }
    int passed = 0;
    // Poisson by its gaps.
    node.due = perSecond == 0 ? 0 : node.due + perSecond / 1_000.0;
    while (node.due > 0) {
      node.due += Math.log(1 - random.nextDouble());
      passed += node.passes("somebody") ? 1 : 0;
    }
    return passed;
  }

  private void publish(@Nullable Buffer report) {
    if (report != null && !cut) {
      for (Node to : nodes) {
        letters.add(new Letter(millis + 1 + random.nextInt(5), sent++, to, report));
      }
    }
  }

  private void deliver() {
    while (!letters.isEmpty() && letters.peek().due() <= millis) {
      Letter letter = letters.poll();
      if (letter.to().alive) {
        letter.to().ledger.hear(letter.bytes(), nanos());
      }
    }
  }
}
