package io.sennit.mesh.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * When a call is repeated on another instance. Only what was certainly not run, or may run twice,
 * ever is.
 *
 * @param attempts how often a call is sent at most, the first time included
 * @param pause before the first repetition, on average half of this; doubled for the next
 * @param budget repetitions for each call that went well in the last five seconds; shared by the
 *     calls of a service
 * @param floor so many repetitions in five seconds are allowed however few calls went well
 */
public record Retries(int attempts, Duration pause, double budget, int floor) {
  static final Retries DEFAULT = new Retries(3, Duration.ofMillis(10), 0.2, 10);

  Retries with(Fields fields) {
    return new Retries(
        fields.whole("attempts", attempts, 1, 10),
        fields.duration("pause", pause, 0, 10_000),
        fields.share("budget", budget),
        fields.whole("floor", floor, 0, 10_000));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("attempts", attempts)
        .put("pause", Fields.text(pause))
        .put("budget", budget)
        .put("floor", floor);
  }
}
