package io.sennit.mesh.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Whether an idempotent call that is slow is sent to a second instance as well; the first answer
 * counts, and the other call is taken back. A second call counts as a repetition in the budget.
 *
 * @param after the share of calls that are faster than what is called slow
 * @param least never sooner than this, so that fast operations are not doubled by noise
 */
public record Hedging(boolean enabled, double after, Duration least) {
  static final Hedging DEFAULT = new Hedging(false, 0.95, Duration.ofMillis(5));

  Hedging with(Fields fields) {
    return new Hedging(
        fields.flag("enabled", enabled),
        fields.share("after", after),
        fields.duration("least", least, 1, 60_000));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("enabled", enabled)
        .put("after", after)
        .put("least", Fields.text(least));
  }
}
