package io.sennit.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.rules.Overload;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Priority;
import io.sennit.mesh.policy.Fields;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Turns requests away, the less important first, while the event loops of the gateway have more to
 * do than they can. It is asked before anything is done for a request, since only what is not done
 * leaves time for others.
 */
public final class Admission {
  private static final long PULSE_MILLIS = 20;
  private static final long PULSE_NANOS = TimeUnit.MILLISECONDS.toNanos(PULSE_MILLIS);

  private final Overload rules;
  private final Valve valve = new Valve();
  private final Problem refusal = Problem.refused(
      "The gateway has more to do than it can, and this request can wait; ask again in a moment.",
      Duration.ofSeconds(1));
  private final Map<Priority, Counter> refused = new EnumMap<>(Priority.class);

  public Admission(Overload rules, MeterRegistry meters) {
    this.rules = rules;
    for (Priority priority : List.of(Priority.HIGH, Priority.NORMAL, Priority.LOW)) {
      String name = Fields.text(priority);
      refused.put(
          priority,
          Counter.builder("sennit.gateway.admission.refused")
              .description("Requests turned away because there was too much to do")
              .tag("priority", name)
              .register(meters));
      Gauge.builder("sennit.gateway.admission.share", valve, v -> v.share(priority))
          .description("The share of the requests of a priority that get in")
          .tag("priority", name)
          .register(meters);
    }
  }

  /** Feels from now on how long everything waits for the event loop that this runs on. */
  public void watch(Vertx vertx) {
    if (rules.enabled()) {
      long now = System.nanoTime();
      beat(vertx, new Strain(rules, valve, now), now);
    }
  }

  /** One beat after the other: a timer that repeats itself would catch up, and hide the waiting. */
  private void beat(Vertx vertx, Strain strain, long last) {
    vertx.setTimer(PULSE_MILLIS, due -> {
      long now = System.nanoTime();
      strain.waited(now - last - PULSE_NANOS, now);
      beat(vertx, strain, now);
    });
  }

  /** Fails for a request that has to come back later. */
  public void enter(Visit visit) {
    Priority priority = priority(visit);
    if (!valve.admits(priority)) {
      Objects.requireNonNull(refused.get(priority)).increment();
      throw refusal;
    }
  }

  private static Priority priority(Visit visit) {
    return visit.target() == null
        ? Priority.LOW
        : visit.route().rules().priority(visit.request().method().name());
  }
}
