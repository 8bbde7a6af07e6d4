package io.sennit.mesh.client;

import io.sennit.mesh.balance.Candidate;
import io.sennit.mesh.balance.Load;
import io.sennit.mesh.balance.SlowStart;
import io.sennit.mesh.client.Outlook.InstanceOutlook;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.guard.AdaptiveLimit;
import io.sennit.mesh.guard.Breaker;
import io.sennit.mesh.guard.SharedTime;
import io.sennit.mesh.guard.Verdict;
import io.sennit.mesh.link.Links;
import io.sennit.mesh.link.Reach;
import io.sennit.mesh.message.Endpoint;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An instance as this node sees it: what it has learned of it, and whether it may get a call. */
final class Peer implements Candidate {
  private final Instance instance;
  private final Load load;
  private final Breaker breaker;
  private final AdaptiveLimit limit;
  private final Reach reach;
  private final SlowStart slowStart;
  private final long firstSeen;
  private final int lane;
  private boolean grown;

  /** What is measured of an instance. */
  record Measures(Load load, Breaker breaker, AdaptiveLimit limit, Reach reach) {}

  Peer(Instance instance, Measures measures, SlowStart slowStart, long now) {
    this.instance = instance;
    this.load = measures.load();
    this.breaker = measures.breaker();
    this.limit = measures.limit();
    this.reach = measures.reach();
    this.slowStart = slowStart;
    this.firstSeen = now;
    this.lane = Links.numberOf(instance.endpoint().lane());
  }

  @Override
  public String id() {
    return instance.id();
  }

  @Override
  public double weight() {
    int full = instance.placement().weight();
    if (grown) {
      return full;
    }
    double share = slowStart.share(System.nanoTime() - firstSeen);
    grown = share >= 1;
    return full * share;
  }

  @Override
  public double latency() {
    return load.latency();
  }

  @Override
  public int inFlight() {
    return load.inFlight();
  }

  /** The number of the lane that it is on, among those of its node. */
  int lane() {
    return lane;
  }

  /** What it is called in metrics. */
  String label() {
    return instance.label();
  }

  Endpoint endpoint() {
    return instance.endpoint();
  }

  Instance instance() {
    return instance;
  }

  /** Whether it may get a call now. */
  boolean isReady() {
    return breaker.admits() && hasRoom();
  }

  /** Whether it may get a call in a panic, when all that fail are taken for well. */
  boolean hasRoom() {
    return isReachable() && limit.hasRoom(load.inFlight());
  }

  boolean isReachable() {
    return !reach.isLost();
  }

  int limit() {
    return limit.allowed();
  }

  long trips() {
    return breaker.trips();
  }

  boolean isOut() {
    return breaker.isOut();
  }

  /** A call on its way to an instance. */
  record Sent(long started, @Nullable Object begun) {}

  Sent begin() {
    return new Sent(load.start(), breaker.begin());
  }

  void end(Sent call, long now, Verdict verdict, OperationState operation) {
    int inFlight = load.inFlight();
    load.end(call.started(), now, verdict == Verdict.FAILED || verdict == Verdict.OVERLOADED);
    breaker.end(call.begun(), verdict);
    limit.ended(verdict, now - call.started(), operation.baseline(), inFlight, SharedTime.at(now));
  }

  void close() {
    breaker.close();
  }

  InstanceOutlook outlook() {
    return new InstanceOutlook(
        id(),
        breaker.state().name(),
        trips(),
        !isReachable(),
        load.inFlight(),
        limit(),
        TimeUnit.NANOSECONDS.toMicros((long) load.latency()));
  }
}
