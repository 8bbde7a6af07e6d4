package io.sennit.bench.http;

import java.time.Duration;

/**
 * What a turn of load came to.
 *
 * @param answers that were right
 * @param errors all other requests
 * @param p50 in microseconds, as the others
 */
public record Shot(long answers, long errors, Duration time, double p50, double p99) {
  public double perSecond() {
    return answers * 1e9 / time.toNanos();
  }
}
