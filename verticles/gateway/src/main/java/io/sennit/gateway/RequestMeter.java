package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.observe.LatencyBuckets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times requests by route and status; paths that clients make up do not become meters. */
final class RequestMeter {
  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(@Nullable String operation, int status) {}

  RequestMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(@Nullable Target target, int status, long startedNanos) {
    Key key = new Key(target == null ? null : target.label(), status);
    Timer timer = timers.get(key);
    if (timer == null) {
      timer = timers.computeIfAbsent(key, k -> register(target, status));
    }
    timer.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  private Timer register(@Nullable Target target, int status) {
    return Timer.builder("sennit.gateway.requests")
        .description("Requests that the gateway answered")
        .tag("route", target == null ? "none" : target.label())
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(LatencyBuckets.all())
        .register(registry);
  }
}
