package io.sennit.bench.chaos;

/** How slow requests may be that nothing disturbs any more, on a machine that does other things. */
final class Normal {
  private static final double FACTOR = 3;
  private static final double LEAST_MILLIS = 50;

  private Normal() {}

  /** The bar for the 99th percentile, by that of a quiet time. */
  static double millis(Answers quiet) {
    return Math.max(LEAST_MILLIS, FACTOR * quiet.percentile(99));
  }
}
