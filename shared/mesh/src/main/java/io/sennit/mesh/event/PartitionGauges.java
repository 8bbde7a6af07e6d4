package io.sennit.mesh.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the partitions that an instance works on, which come and go with them. Another instance
 * on the same node shows the same gauge as soon as it has taken a partition over.
 */
final class PartitionGauges {
  private final MeterRegistry meters;
  private final Tags tags;
  private final Map<Cell, Shown> shown = new HashMap<>();

  enum Metric {
    LAG("sennit.event.lag", "Events that a group still has to handle"),
    LAG_SECONDS("sennit.event.lag.seconds", "For how long the oldest of these has waited"),
    PARKED("sennit.event.parked", "Events that are tried again, or wait behind such a one"),
    DEAD("sennit.event.dead", "Events that were given up"),
    STOPPED("sennit.event.stopped", "1 while a group waits for an operator to replay it");

    private final String name;
    private final String what;

    Metric(String name, String what) {
      this.name = name;
      this.what = what;
    }

    Cell of(int partition) {
      return new Cell(this, partition);
    }
  }

  record Cell(Metric metric, int partition) {}

  /** A gauge that reads a value; it is written on one event loop and read by whoever scrapes. */
  private record Shown(AtomicReference<Double> value, Gauge gauge) {}

  PartitionGauges(MeterRegistry meters, Tags tags) {
    this.meters = meters;
    this.tags = tags;
  }

  /** Shows these, and no others. */
  void show(Map<Cell, Double> values) {
    values.forEach((cell, value) ->
        shown.computeIfAbsent(cell, added -> register(added, value)).value().set(value));
    for (Cell cell : Set.copyOf(shown.keySet())) {
      if (!values.containsKey(cell)) {
        forget(cell);
      }
    }
  }

  private Shown register(Cell cell, double first) {
    Gauge before = find(cell);
    if (before != null) {
      meters.remove(before);
    }
    AtomicReference<Double> value = new AtomicReference<>(first);
    return new Shown(
        value,
        Gauge.builder(cell.metric().name, value, AtomicReference::get)
            .description(cell.metric().what)
            .tags(tags(cell))
            .register(meters));
  }

  private void forget(Cell cell) {
    Shown one = shown.remove(cell);
    if (one != null && one.gauge() == find(cell)) {
      meters.remove(one.gauge());
    }
  }

  private @Nullable Gauge find(Cell cell) {
    return meters.find(cell.metric().name).tags(tags(cell)).gauge();
  }

  private Tags tags(Cell cell) {
    return tags.and("partition", Integer.toString(cell.partition()));
  }
}
