package io.sennit.gateway.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.visit.Ending;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of all routes; they outlive the table of routes, which is often compiled anew. */
public final class RouteMeters implements Ending {
  private final MeterRegistry registry;
  private final Map<String, RouteMeter> byLabel = new ConcurrentHashMap<>();
  private final RouteMeter none;

  public RouteMeters(MeterRegistry registry) {
    this.registry = registry;
    this.none = of("none");
  }

  @Override
  public void ended(Visit visit, int status, long nanos) {
    Target target = visit.target();
    // Paths that clients make up do not become meters.
    (target == null ? none : of(target.label())).record(status, nanos);
  }

  private RouteMeter of(String label) {
    RouteMeter known = byLabel.get(label);
    return known != null
        ? known
        : byLabel.computeIfAbsent(label, route -> new RouteMeter(registry, route));
  }
}
