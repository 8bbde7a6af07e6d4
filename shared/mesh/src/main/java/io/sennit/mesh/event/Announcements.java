package io.sennit.mesh.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

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
  private boolean quiet;
  private boolean owing;

  Announcements(Vertx vertx, String source, MeterRegistry meters) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.hints = hintAddress(source);
    this.appended = Counter.builder("sennit.event.appended")
        .description("Events added to the log")
        .tag("source", source)
        .register(meters);
  }

  static String hintAddress(String source) {
    return "sennit/hint" + source;
  }

  void committed(List<Event> events) {
    appended.increment(events.size());
    for (Event event : events) {
      bus.publish("sennit/events/" + event.type(), event.toCloudEvent());
    }
    hint();
  }

  /** At once, and then at most one in so many milliseconds: a hint is for all that is there. */
  private void hint() {
    if (quiet) {
      owing = true;
      return;
    }
    bus.publish(hints, "");
    quiet = true;
    owing = false;
    vertx.setTimer(QUIET_MILLIS, over -> {
      quiet = false;
      if (owing) {
        hint();
      }
    });
  }
}
