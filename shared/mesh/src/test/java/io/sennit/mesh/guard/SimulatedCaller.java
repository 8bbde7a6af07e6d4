package io.sennit.mesh.guard;

import io.sennit.mesh.policy.Limits;
import io.sennit.mesh.policy.Policy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A node that calls a server in virtual time, under a limit and with a line for what waits. */
final class SimulatedCaller {
  private static final long DEADLINE = Policy.DEFAULT.timeout().toNanos();

  private static final long CHECK = Duration.ofMillis(10).toNanos();

  private final VirtualTime time;
  private final SimulatedServer server;
  private final Limits policy = Policy.DEFAULT.limits();
  private final Baseline baseline = new Baseline();
  private final AdaptiveLimit limit;
  private final Queue<Long> line = new ArrayDeque<>();
  private final Queue<Sent> sendings = new ArrayDeque<>();
  private double perSecond;
  private int inFlight;
  private long good;
  private long refused;
  private long failed;
  private long latency;

  private record Sent(SimulatedCall call, long time) {}

  SimulatedCaller(VirtualTime time, SimulatedServer server) {
    this.time = time;
    this.server = server;
    this.limit = new AdaptiveLimit(policy, time.now());
    lookAfterDeadlines();
  }

  /** From now on it gets so many calls to make. */
  void isAsked(double timesPerSecond) {
    boolean silent = perSecond == 0;
    perSecond = timesPerSecond;
    if (silent) {
      nextComes();
    }
  }

  private void nextComes() {
    time.after((long) (time.about(Duration.ofSeconds(1)) / perSecond), () -> {
      ask();
      nextComes();
    });
  }

  void ask() {
    if (limit.hasRoom(inFlight)) {
      send();
    } else if (line.size() < policy.waiting()) {
      line.add(time.now());
    } else {
      refused++;
    }
  }

  private void send() {
    inFlight++;
    long sent = time.now();
    SimulatedCall call = new SimulatedCall(verdict -> ended(verdict, time.now() - sent));
    server.take(call);
    sendings.add(new Sent(call, sent));
  }

  /** As the mesh does it: one timer for all that waits, since one for each would cost more. */
  private void lookAfterDeadlines() {
    long passed = time.now() - DEADLINE;
    while (!sendings.isEmpty()
        && (sendings.element().call().hasEnded() || sendings.element().time() <= passed)) {
      sendings.remove().call().end(Verdict.FAILED);
    }
    time.after(CHECK, this::lookAfterDeadlines);
  }

  private void ended(Verdict verdict, long nanos) {
    if (verdict == Verdict.GOOD) {
      good++;
      latency += nanos;
    } else {
      failed++;
    }
    limit.ended(verdict, nanos, baseline, inFlight--, time.now());
    while (!line.isEmpty() && time.now() - line.element() > policy.patience().toNanos()) {
      line.remove();
      refused++;
    }
    while (!line.isEmpty() && limit.hasRoom(inFlight)) {
      line.remove();
      send();
    }
  }

  /** What happened since it was last asked for. */
  Seen in(Duration passed) {
    Seen seen = new Seen(
        good / (passed.toMillis() / 1_000.0),
        refused,
        failed,
        Duration.ofNanos(latency / Math.max(1, good)));
    good = 0;
    refused = 0;
    failed = 0;
    latency = 0;
    return seen;
  }

  record Seen(double goodPerSecond, long refused, long failed, Duration latency) {}
}
