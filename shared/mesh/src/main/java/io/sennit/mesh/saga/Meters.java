package io.sennit.mesh.saga;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many sagas there are and how they end. How many are open is counted in the database, so every
 * instance tells the same number.
 */
final class Meters {
  private final String service;
  private final MeterRegistry registry;
  private final Map<State, AtomicLong> open = new EnumMap<>(State.class);

  Meters(String service, MeterRegistry registry) {
    this.service = service;
    this.registry = registry;
    gauge(State.RUNNING, "sennit.saga.open", "Sagas that are under way");
    gauge(State.COMPENSATING, "sennit.saga.open", "Sagas that are under way");
    gauge(State.PARKED, "sennit.saga.parked", "Sagas that cannot go on without an operator");
  }

  private void gauge(State state, String name, String what) {
    AtomicLong count = new AtomicLong();
    open.put(state, count);
    Gauge.Builder<AtomicLong> gauge = Gauge.builder(name, count, AtomicLong::doubleValue)
        .description(what)
        .tag("service", service)
        .strongReference(true);
    (state == State.PARKED ? gauge : gauge.tag("state", state.name())).register(registry);
  }

  void counted(Map<State, Long> counts) {
    open.forEach((state, count) -> count.set(counts.getOrDefault(state, 0L)));
  }

  /** Of those that have just ended it counts how, and how long they took. */
  void moved(Course course) {
    if (course.hasEnded()) {
      Tags tags = Tags.of(
          "service",
          service,
          "saga",
          course.key().name(),
          "outcome",
          course.state().name());
      Counter.builder("sennit.saga.finished")
          .description("Sagas that have ended")
          .tags(tags)
          .register(registry)
          .increment();
      Timer.builder("sennit.saga.duration")
          .description("From the start of a saga to its end")
          .tags(tags)
          .register(registry)
          .record(Duration.between(course.started(), course.now()));
    }
  }
}
