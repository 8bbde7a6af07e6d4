package io.sennit.mesh.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.balance.Load;
import io.sennit.mesh.balance.SlowStart;
import io.sennit.mesh.balance.UsualLatency;
import io.sennit.mesh.client.Peer.Measures;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.guard.AdaptiveLimit;
import io.sennit.mesh.guard.Breaker;
import io.sennit.mesh.guard.Ejection;
import io.sennit.mesh.guard.InFlightCap;
import io.sennit.mesh.guard.RetryBudget;
import io.sennit.mesh.guard.SharedTime;
import io.sennit.mesh.guard.WaitingLine;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The instances of one service, with all that this node has learned of them. */
final class Pool {
  private final String service;
  private final Supplier<List<Instance>> instances;
  private final Surroundings surroundings;
  private final PoolMeters meters;
  private final Policy policy;
  private final RetryBudget budget;
  private final Ejection ejection;
  private final WaitingLine line;
  private final UsualLatency usual = new UsualLatency();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<String, Peer> peers = new HashMap<>();
  private final Map<String, OperationState> operations = new ConcurrentHashMap<>();
  private volatile Members members = Members.NONE;

  Pool(
      String service,
      Policy policy,
      Supplier<List<Instance>> instances,
      Surroundings surroundings,
      MeterRegistry registry) {
    this.service = service;
    this.instances = instances;
    this.policy = policy;
    this.surroundings = surroundings;
    this.budget = new RetryBudget(policy.retries(), System::nanoTime);
    this.ejection = new Ejection(policy.breaking().mostEjected());
    this.line = new WaitingLine(service, policy.limits(), surroundings.context());
    this.meters = new PoolMeters(registry, service);
    meters.register(budget, line);
  }

  String service() {
    return service;
  }

  /** All calls of this node to the service together, whatever the operation. */
  CallHandler capped(CallHandler next) {
    return new InFlightCap(service, policy.limits().inFlight(), inFlight, next);
  }

  Members members() {
    return members;
  }

  RetryBudget budget() {
    return budget;
  }

  Ejection ejection() {
    return ejection;
  }

  WaitingLine line() {
    return line;
  }

  OperationState operation(String name) {
    return operations.computeIfAbsent(name, OperationState::new);
  }

  /**
   * Takes over which instances there are now; those that stay keep what was learned of them. That
   * is asked under the lock, so that of two changes at once the later one is not overwritten.
   */
  synchronized void refresh() {
    List<Instance> callable = instances.get();
    Map<String, Peer> gone = new HashMap<>(peers);
    List<Peer> present = new ArrayList<>();
    for (Instance instance : callable) {
      Peer known = gone.remove(instance.id());
      boolean same = known != null && isSame(known.instance(), instance);
      present.add(same ? known : replace(known, instance));
    }
    if (present.equals(members.all())) {
      // Something else has changed; balancers keep what they know.
      return;
    }
    gone.values().forEach(this::drop);
    ejection.instances(present.size());
    members = Members.of(present, surroundings);
    line.wake();
  }

  /** How long its service has been there is nothing that a call is about. */
  private static boolean isSame(Instance known, Instance now) {
    return known.equals(now.since(known.since()));
  }

  private Peer replace(@Nullable Peer before, Instance instance) {
    if (before != null) {
      drop(before);
    }
    long now = System.nanoTime();
    Peer peer = new Peer(
        instance,
        new Measures(
            new Load(System::nanoTime, usual),
            new Breaker(
                instance.id(),
                policy.breaking(),
                ejection,
                surroundings.context(),
                System::nanoTime),
            new AdaptiveLimit(policy.limits(), SharedTime.nanos()),
            surroundings.links().reach(instance.endpoint())),
        new SlowStart(policy.balancing().slowStart()),
        now);
    peers.put(instance.id(), peer);
    meters.register(peer);
    return peer;
  }

  private void drop(Peer peer) {
    peers.remove(peer.id());
    peer.close();
    meters.forget(peer);
  }

  synchronized void close() {
    List.copyOf(peers.values()).forEach(this::drop);
    meters.close();
  }

  Outlook outlook() {
    return new Outlook(
        service,
        budget.taken(),
        budget.left(),
        line.length(),
        ejection.panics(),
        members.all().stream().map(Peer::outlook).toList());
  }
}
