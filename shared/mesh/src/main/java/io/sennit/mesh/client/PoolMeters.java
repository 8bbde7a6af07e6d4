package io.sennit.mesh.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.guard.RetryBudget;
import io.sennit.mesh.guard.WaitingLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows what a node has learned of a service; meters of an instance go with it. */
final class PoolMeters {
  static final String ATTEMPTS = "sennit.edge.attempts";

  private final MeterRegistry registry;
  private final String service;
  private final List<Meter> own = new ArrayList<>();
  private final Map<Peer, List<Meter>> ofPeers = new HashMap<>();

  PoolMeters(MeterRegistry registry, String service) {
    this.registry = registry;
    this.service = service;
  }

  void register(RetryBudget budget, WaitingLine line) {
    own.add(FunctionCounter.builder("sennit.repetitions", budget, RetryBudget::taken)
        .description("Calls that were repeated on another instance")
        .tag("service", service)
        .register(registry));
    own.add(Gauge.builder("sennit.repetitions.left", budget, RetryBudget::left)
        .description("Repetitions that the budget allows now")
        .tag("service", service)
        .register(registry));
    own.add(Gauge.builder("sennit.waiting", line, WaitingLine::length)
        .description("Calls that wait for an instance with room")
        .tag("service", service)
        .register(registry));
  }

  void register(Peer peer) {
    List<Meter> meters = new ArrayList<>();
    meters.add(gauge(
        peer,
        "sennit.instance.out",
        "1 while its breaker keeps calls from it",
        p -> p.isOut() ? 1 : 0));
    meters.add(gauge(
        peer,
        "sennit.instance.lost",
        "1 while its event loop does not answer",
        p -> p.isReachable() ? 0 : 1));
    meters.add(
        gauge(peer, "sennit.instance.limit", "Calls that it is given at a time", Peer::limit));
    meters.add(gauge(
        peer, "sennit.instance.inflight", "Calls that it has not answered yet", Peer::inFlight));
    meters.add(FunctionCounter.builder("sennit.instance.trips", peer, Peer::trips)
        .description("How often its breaker has opened")
        .tags("service", service, "instance", peer.label())
        .register(registry));
    ofPeers.put(peer, meters);
  }

  private Gauge gauge(Peer peer, String name, String what, ToDoubleFunction<Peer> value) {
    return Gauge.builder(name, peer, value)
        .description(what)
        .tags("service", service, "instance", peer.label())
        .register(registry);
  }

  void forget(Peer peer) {
    List<Meter> meters = ofPeers.remove(peer);
    if (meters != null) {
      meters.forEach(registry::remove);
    }
    registry
        .find(ATTEMPTS)
        .tags("service", service, "instance", peer.label())
        .meters()
        .forEach(registry::remove);
  }

  void close() {
    own.forEach(registry::remove);
  }
}
