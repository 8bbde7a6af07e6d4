package io.sennit.gateway.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sennit.mesh.observe.LatencyBuckets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Times the requests of one route by status; finding the timer is a look into an array. */
final class RouteMeter {
  private static final int STATUSES = 600;

  private final MeterRegistry registry;
  private final String route;
  private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(STATUSES);

  RouteMeter(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = route;
  }

  void record(int status, long nanos) {
    Timer timer = timers.get(status);
    if (timer == null) {
      // The registry hands out one and the same timer, whoever asks first.
      timer = register(status);
      timers.set(status, timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer register(int status) {
    return Timer.builder("sennit.gateway.requests")
        .description("Requests that the gateway answered")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(LatencyBuckets.all())
        .register(registry);
  }
}
