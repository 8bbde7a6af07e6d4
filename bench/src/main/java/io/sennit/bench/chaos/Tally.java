package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/** How many calls each instance has run, by the moment: asked of the instances themselves. */
final class Tally implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Map<ChaosNode, NavigableMap<Long, Long>> counts = new HashMap<>();
  private final Thread asking = new Thread(this::ask, "tally");

  private Tally(List<ChaosNode> nodes) {
    nodes.forEach(node -> counts.put(node, new ConcurrentSkipListMap<>()));
    asking.setDaemon(true);
  }

  static Tally of(List<ChaosNode> nodes) {
    Tally tally = new Tally(nodes);
    tally.asking.start();
    return tally;
  }

  private void ask() {
    try {
      while (true) {
        for (Map.Entry<ChaosNode, NavigableMap<Long, Long>> entry : counts.entrySet()) {
          entry.getValue().put(System.nanoTime(), entry.getKey().executed());
        }
        Patience.pass(STEP);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException closed) {
      // There is nothing more to ask.
    }
  }

  /** Calls a second at this instance, from one moment to another. */
  double perSecond(ChaosNode node, long from, long to) {
    NavigableMap<Long, Long> own = Objects.requireNonNull(counts.get(node));
    Map.Entry<Long, Long> first = own.ceilingEntry(from);
    Map.Entry<Long, Long> last = own.floorEntry(to);
    if (first == null || last == null || last.getKey() - first.getKey() < (to - from) / 2) {
      throw new IllegalStateException(node.name() + " was not asked often enough");
    }
    return (last.getValue() - first.getValue()) * 1e9 / (last.getKey() - first.getKey());
  }

  @Override
  public void close() {
    asking.interrupt();
  }
}
