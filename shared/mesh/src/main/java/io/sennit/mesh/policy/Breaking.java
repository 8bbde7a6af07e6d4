package io.sennit.mesh.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * When an instance that fails gets no calls for a while.
 *
 * @param failures the share of its last calls that must have failed
 * @param calls how many last calls are looked at; as long as there are fewer, it stays
 * @param pause how long it gets none before it is tried again
 * @param trial so many calls must go well in a row then, and no more are let through meanwhile
 * @param mostEjected when a larger share of a service's instances is out, all get calls again:
 *     where most fail, the fault is elsewhere, and some answers are better than none
 */
public record Breaking(double failures, int calls, Duration pause, int trial, double mostEjected) {
  static final Breaking DEFAULT = new Breaking(0.5, 20, Duration.ofSeconds(2), 5, 0.5);

  Breaking with(Fields fields) {
    return new Breaking(
        fields.share("failures", failures),
        fields.whole("calls", calls, 1, 50),
        fields.duration("pause", pause, 10, Duration.ofHours(1).toMillis()),
        fields.whole("trial", trial, 1, 1_000),
        fields.share("mostEjected", mostEjected));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("failures", failures)
        .put("calls", calls)
        .put("pause", Fields.text(pause))
        .put("trial", trial)
        .put("mostEjected", mostEjected);
  }
}
