package io.sennit.mesh.guard;

/**
 * Below which latency so large a share of the last calls stayed, within an eighth of it. Older
 * calls count less and less.
 */
public final class LatencyQuantile {
  private static final int STEPS_PER_DOUBLING = 8;
  private static final int FORGET_AFTER = 2_000;
  private static final int LEAST_CALLS = 50;

  private final int[] counts = new int[Long.SIZE * STEPS_PER_DOUBLING];
  private int total;

  public synchronized void add(long nanos) {
    counts[step(Math.max(STEPS_PER_DOUBLING, nanos))]++;
    if (++total >= FORGET_AFTER) {
      total = 0;
      for (int i = 0; i < counts.length; i++) {
        counts[i] /= 2;
        total += counts[i];
      }
    }
  }

  /** Nanoseconds, or -1 as long as too few calls are known. */
  public synchronized long of(double share) {
    if (total < LEAST_CALLS) {
      return -1;
    }
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    int step = 0;
    while (step < counts.length - 1 && seen + counts[step] < wanted) {
      seen += counts[step++];
    }
    return upperBound(step);
  }

  private static int step(long nanos) {
    int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int within = (int) (nanos >>> (doubling - 3)) & (STEPS_PER_DOUBLING - 1);
    return doubling * STEPS_PER_DOUBLING + within;
  }

  private static long upperBound(int step) {
    int doubling = step / STEPS_PER_DOUBLING;
    int within = step % STEPS_PER_DOUBLING;
    return (long) (STEPS_PER_DOUBLING + within + 1) << Math.max(0, doubling - 3);
  }
}
