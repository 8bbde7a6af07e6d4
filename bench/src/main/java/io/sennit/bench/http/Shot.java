package io.sennit.bench.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What a turn of load came to.
 *
 * @param answers that were right
 * @param errors all other requests
 * @param p50 in microseconds, as p99
 */
public record Shot(long answers, long errors, Duration time, double p50, double p99) {
  public double perSecond() {
    return answers * 1e9 / time.toNanos();
  }

  /** With those that somebody else saw. */
  Shot withErrors(long more) {
    return new Shot(answers, errors + more, time, p50, p99);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("answers", answers)
        .put("errors", errors)
        .put("nanos", time.toNanos())
        .put("p50", p50)
        .put("p99", p99);
  }

  static Shot of(JsonObject json) {
    return new Shot(
        json.getLong("answers"),
        json.getLong("errors"),
        Duration.ofNanos(json.getLong("nanos")),
        json.getDouble("p50"),
        json.getDouble("p99"));
  }
}
