package io.sennit.mesh.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.sennit.mesh.event.PartitionGauges.Cell;
import io.sennit.mesh.event.PartitionGauges.Metric;
import io.sennit.mesh.store.Pace;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Shows how a group gets on with a log: what it has handled, and for the partitions that this
 * instance works on how far it is behind and what waits. Used on one event loop.
 */
final class GroupMeters {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(20));
  private static final String COUNT = """
      SELECT partition, count(*) FILTER (WHERE NOT dead) AS waiting,
             count(*) FILTER (WHERE dead) AS dead
        FROM event_parked
       WHERE reader = $1 AND source = $2 AND partition = ANY ($3)
       GROUP BY partition
      """;

  private final Reading reading;
  private final Surroundings surroundings;
  private final Log log;
  private final Supplier<Collection<Place>> places;
  private final Counter handled;
  private final Counter failed;
  private final PartitionGauges gauges;
  private List<Integer> stopped = List.of();
  private long timer = -1;
  private boolean over;

  GroupMeters(
      Reading reading, Surroundings surroundings, Log log, Supplier<Collection<Place>> places) {
    this.reading = reading;
    this.surroundings = surroundings;
    this.log = log;
    this.places = places;
    Tags tags = Tags.of(
        "service", reading.service(),
        "group", reading.subscription().group(),
        "source", reading.source());
    this.handled = Counter.builder("sennit.event.handled")
        .description("Events that a group has handled")
        .tags(tags)
        .register(surroundings.meters());
    this.failed = Counter.builder("sennit.event.failed")
        .description("Attempts of a group to handle an event that failed")
        .tags(tags)
        .register(surroundings.meters());
    this.gauges = new PartitionGauges(surroundings.meters(), tags);
  }

  void handled(int events) {
    handled.increment(events);
  }

  void failed() {
    failed.increment();
  }

  /** Where in this instance's share nobody goes on before an operator says where is shown too. */
  void leases(List<Leases.Lease> known, Set<Integer> own) {
    stopped = known.stream()
        .filter(Leases.Lease::stopped)
        .map(Leases.Lease::partition)
        .filter(own::contains)
        .toList();
  }

  void start() {
    next(PACE.least());
  }

  private void next(Duration pause) {
    if (!over) {
      timer = surroundings.vertx().setTimer(pause.toMillis(), tick -> {
        long began = System.nanoTime();
        // Whatever becomes of a look, another one follows.
        Future.succeededFuture()
            .compose(now -> look())
            .onComplete(
                looked -> next(PACE.restAfter(Duration.ofNanos(System.nanoTime() - began))));
      });
    }
  }

  void stop() {
    over = true;
    surroundings.vertx().cancelTimer(timer);
    gauges.show(Map.of());
  }

  private Future<?> look() {
    Map<Integer, Long> held = new TreeMap<>();
    places.get().forEach(place -> held.put(place.partition(), place.seen()));
    Map<Cell, Double> values = new HashMap<>();
    stopped.forEach(partition -> values.put(Metric.STOPPED.of(partition), 1.0));
    if (held.isEmpty()) {
      gauges.show(values);
      return Future.succeededFuture();
    }
    held.keySet().forEach(partition -> values.put(Metric.STOPPED.of(partition), 0.0));
    // What cannot be found out now stays as it was for a while, rather than look like nothing.
    return lag(held, values).compose(known -> parked(held.keySet(), values)).map(found -> {
      gauges.show(over ? Map.of() : values);
      return null;
    });
  }

  private Future<Void> lag(Map<Integer, Long> held, Map<Cell, Double> values) {
    return log.lag(reading.work(PATIENCE), held).compose(answer -> {
      if (answer.getBoolean("later", false)) {
        return Future.failedFuture("nobody counts in a rush");
      }
      JsonObject partitions = answer.getJsonObject("partitions");
      for (int partition : held.keySet()) {
        JsonObject lag = partitions.getJsonObject(Integer.toString(partition));
        values.put(Metric.LAG.of(partition), lag.getDouble("events"));
        values.put(Metric.LAG_SECONDS.of(partition), lag.getDouble("seconds"));
      }
      return Future.succeededFuture();
    });
  }

  private Future<Void> parked(Set<Integer> held, Map<Cell, Double> values) {
    held.forEach(partition -> {
      values.put(Metric.PARKED.of(partition), 0.0);
      values.put(Metric.DEAD.of(partition), 0.0);
    });
    Short[] partitions = Positions.partitions(held);
    return surroundings
        .store()
        .read(
            reading.work(PATIENCE), COUNT, Tuple.of(reading.reader(), reading.source(), partitions))
        .map(rows -> {
          rows.forEach(row -> {
            values.put(Metric.PARKED.of(row.getInteger(0)), row.getDouble(1));
            values.put(Metric.DEAD.of(row.getInteger(0)), row.getDouble(2));
          });
          return null;
        });
  }
}
