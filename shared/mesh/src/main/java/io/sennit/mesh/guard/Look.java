package io.sennit.mesh.guard;

import java.time.Duration;

/** A moment in which an instance is given so few calls that none can wait. */
final class Look {
  /** Of what it would have in hand if nothing waited. */
  private static final double SHARE = 0.5;

  /** Of what it has in hand; what is thought to be needed may be too much. */
  private static final double MOST = 0.25;

  private static final long LONGEST = Duration.ofSeconds(10).toNanos();

  private static final long SHORTEST = Duration.ofMillis(200).toNanos();

  private final int allowed;
  private final long start;
  private final long settled;
  private final long end;
  private boolean drained;

  /** @param before how it was at its limit */
  Look(LoadWindow before, long now) {
    double needed = before.meanNeeded();
    double share = Math.min(MOST, SHARE * needed / before.mean());
    allowed = Math.max(1, (int) (before.inFlight() * share));
    start = now;
    // Callers of one instance see the same latency, so that those who began together end together.
    long latency = Math.min(LONGEST / 4, (long) before.mean());
    settled = now + latency;
    end = settled + Math.max(SHORTEST, latency);
  }

  int allowed() {
    return allowed;
  }

  /** Whether calls may still have waited behind those of before; what they took says nothing. */
  boolean drains(int inFlight, long now) {
    if (drained || isTooLong(now)) {
      return false;
    }
    drained = inFlight <= allowed && now - settled >= 0;
    return true;
  }

  boolean isOver(boolean seenEnough, long now) {
    return isTooLong(now) || (seenEnough && now - end >= 0);
  }

  /**
   * When to look again: at a time that is the same for all callers, and so late that looking takes
   * a tenth of the time at most.
   */
  long next(long every, long now) {
    long period = every;
    while (period < 10 * (now - start)) {
      period *= 2;
    }
    return (Math.floorDiv(start, period) + 1) * period;
  }

  private boolean isTooLong(long now) {
    return now - start > LONGEST;
  }
}
