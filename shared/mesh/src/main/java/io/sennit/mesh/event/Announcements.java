package io.sennit.mesh.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the cluster of events that have just been committed. Both the events and the hints may be
 * lost on their way: who needs every event reads the log, and a hint only wakes its readers early.
 */
final class Announcements {
  private static final long QUIET_MILLIS = 2;

  private final Vertx vertx;
  private final EventBus bus;
  private final String hints;
  private final Counter appended;
  private final Set<String> types = new HashSet<>();
  private final Set<Integer> partitions = new HashSet<>();
  private boolean quiet;

  Announcements(Vertx vertx, String source, MeterRegistry meters) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.hints = Hints.address(source);
    this.appended = Counter.builder("sennit.event.appended")
        .description("Events added to the log")
        .tag("source", source)
        .register(meters);
  }

  /** @param places the partitions that they are in */
  void committed(List<Event> events, Collection<Integer> places) {
    appended.increment(events.size());
    for (Event event : events) {
      types.add(event.type());
      bus.publish("sennit/events/" + event.type(), event.toCloudEvent());
    }
    partitions.addAll(places);
    hint();
  }

  /**
   * At once, and then at most one in so many milliseconds. It names the types that are new, and
   * where they are, so that only those look whom they concern, and nobody looks elsewhere.
   */
  private void hint() {
    if (quiet) {
      return;
    }
    bus.publish(hints, Hints.of(types, partitions));
    types.clear();
    partitions.clear();
    quiet = true;
    vertx.setTimer(QUIET_MILLIS, over -> {
      quiet = false;
      if (!types.isEmpty()) {
        hint();
      }
    });
  }
}
