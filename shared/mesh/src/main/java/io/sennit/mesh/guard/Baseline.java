package io.sennit.mesh.guard;

import java.time.Duration;

/**
 * How long an operation takes when nothing waits: the lowest mean of some calls in a row, over the
 * last half to one minute. A mean, because an operation may have quick and slow calls; the lowest,
 * because waiting only ever adds.
 */
public final class Baseline {
  private static final int CALLS = 20;
  private static final long PERIOD_NANOS = Duration.ofSeconds(30).toNanos();

  private long sum;
  private int calls;
  private long periodStart;
  private boolean started;
  private double lowest = Double.MAX_VALUE;
  private double previousLowest = Double.MAX_VALUE;
  private volatile double known;

  /** Notes a call that went well. */
  synchronized void add(long latencyNanos, long now) {
    if (!started) {
      started = true;
      periodStart = now;
    } else if (now - periodStart > PERIOD_NANOS && lowest != Double.MAX_VALUE) {
      previousLowest = lowest;
      lowest = Double.MAX_VALUE;
      periodStart = now;
    }
    sum += latencyNanos;
    if (++calls == CALLS) {
      lowest = Math.min(lowest, (double) sum / CALLS);
      known = Math.min(lowest, previousLowest);
      sum = 0;
      calls = 0;
    }
  }

  /** Nanoseconds, or 0 as long as too few calls have been seen. */
  double nanos() {
    return known;
  }
}
