package io.sennit.gateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts how often what is kept was of use. */
final class Outcomes {
  private final Counter hits;
  private final Counter stale;
  private final Counter misses;

  Outcomes(MeterRegistry meters, Store store) {
    hits = counter(meters, "hit");
    stale = counter(meters, "stale");
    misses = counter(meters, "miss");
    Gauge.builder("sennit.gateway.cache.bytes", store, Store::bytes)
        .description("About how much the gateway keeps of answers")
        .baseUnit("bytes")
        .register(meters);
  }

  void hit() {
    hits.increment();
  }

  void stale() {
    stale.increment();
  }

  void miss() {
    misses.increment();
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("sennit.gateway.cache")
        .description("Requests to routes of which answers are kept")
        .tag("outcome", outcome)
        .register(meters);
  }
}
