package io.sennit.bench.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The one in the middle, which a few bad rounds do not move. */
public final class Medians {
  private Medians() {}

  /** Of nothing it is no number. */
  public static <T> double of(List<T> values, ToDoubleFunction<? super T> value) {
    double[] sorted = values.stream().mapToDouble(value).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
