package io.sennit.bench.measure;

/**
 * Latencies in steps of 2 percent from a microsecond up: enough for quantiles, and recording
 * allocates nothing.
 */
public final class Latencies {
  private static final double STEP = Math.log(1.02);
  private static final int STEPS = 1_000;

  private final long[] counts = new long[STEPS];
  private long total;

  public void record(long nanos) {
    record(nanos, 1);
  }

  /** So many that took the same time. */
  public void record(long nanos, long count) {
    double micros = Math.max(1.0, nanos / 1_000.0);
    counts[Math.min(STEPS - 1, (int) (Math.log(micros) / STEP))] += count;
    total += count;
  }

  public void add(Latencies others) {
    for (int i = 0; i < STEPS; i++) {
      counts[i] += others.counts[i];
    }
    total += others.total;
  }

  /** Microseconds that so many of a hundred calls did not exceed. */
  public long percentile(double percent) {
    long wanted = (long) Math.ceil(total * percent / 100);
    long seen = 0;
    for (int i = 0; i < STEPS; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.round(Math.exp((i + 1) * STEP));
      }
    }
    return 0;
  }
}
