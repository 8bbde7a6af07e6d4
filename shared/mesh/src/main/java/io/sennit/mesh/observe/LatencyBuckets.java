package io.sennit.mesh.observe;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * The bounds of all latency histograms, the same everywhere so that they can be added up: fine
 * where a healthy mesh answers, coarse up to the default deadline.
 */
public final class LatencyBuckets {
  private static final Duration[] BOUNDS = LongStream.of(
          250,
          500,
          1_000,
          2_500,
          5_000,
          10_000,
          25_000,
          50_000,
          100_000,
          250_000,
          500_000,
          1_000_000,
          2_500_000,
          10_000_000)
      .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
      .toArray(Duration[]::new);

  private LatencyBuckets() {}

  public static Duration[] all() {
    return BOUNDS.clone();
  }
}
