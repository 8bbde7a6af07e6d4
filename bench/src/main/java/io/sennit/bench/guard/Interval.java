package io.sennit.bench.guard;

import io.sennit.bench.measure.Medians;
import java.util.List;

/**
 * Where the median lies of what was sampled from: between these bounds in at least 95 of 100 cases.
 *
 * <p>It is that of the sign test, which counts on which side samples lie and asks for nothing else.
 * What a machine does to a round now and then is far off, and must not widen the bounds.
 */
record Interval(double low, double median, double high) {
  /** With fewer samples even the least and the largest say too little. */
  static final int FEWEST_SAMPLES = 6;

  private static final double DOUBT = 0.05;

  static Interval of(List<Double> samples) {
    if (samples.size() < FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          samples.size() + " samples are too few; take at least " + FEWEST_SAMPLES);
    }
    List<Double> sorted = samples.stream().sorted().toList();
    int outside = outside(sorted.size());
    return new Interval(
        sorted.get(outside),
        Medians.of(sorted, Double::doubleValue),
        sorted.get(sorted.size() - 1 - outside));
  }

  /** How many samples at either end may be left out: as heads in so many throws of a coin. */
  private static int outside(int samples) {
    double exactly = Math.pow(0.5, samples);
    double atMost = exactly;
    int heads = 0;
    while (2 * atMost <= DOUBT) {
      exactly *= (double) (samples - heads) / (heads + 1);
      heads++;
      atMost += exactly;
    }
    return heads - 1;
  }
}
