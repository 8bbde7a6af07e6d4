package io.sennit.gateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts the connections that there are and those that were ended, by reason. */
final class DoorMeter {
  private final Map<Lapse, Counter> ended = new EnumMap<>(Lapse.class);

  DoorMeter(MeterRegistry registry, Headcount headcount) {
    Gauge.builder("sennit.gateway.connections", headcount, Headcount::all)
        .description("Connections of clients that are open")
        .register(registry);
    for (Lapse lapse : Lapse.values()) {
      ended.put(
          lapse,
          Counter.builder("sennit.gateway.connections.ended")
              .description("Connections that the gateway ended or did not let in")
              .tag("reason", lapse.label())
              .register(registry));
    }
  }

  void ended(Lapse lapse) {
    Counter counter = ended.get(lapse);
    if (counter != null) {
      counter.increment();
    }
  }
}
