package io.sennit.mesh.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How much work a caller gives a service at a time. How much each instance takes is found out: more
 * as long as calls do not wait there, less when they do.
 *
 * @param inFlight calls in flight to the service or the operation, from one node
 * @param least what an instance is always given, however slow it looks
 * @param queueing how long calls may wait inside an instance before it is given less
 * @param waiting calls that wait for an instance with room; one more is refused at once
 * @param patience how long they wait
 */
public record Limits(int inFlight, int least, Duration queueing, int waiting, Duration patience) {
  static final Limits DEFAULT =
      new Limits(10_000, 8, Duration.ofMillis(25), 1_000, Duration.ofMillis(25));

  Limits with(Fields fields) {
    return new Limits(
        fields.whole("inFlight", inFlight, 1, 1_000_000),
        fields.whole("least", least, 1, 100_000),
        fields.duration("queueing", queueing, 1, 60_000),
        fields.whole("waiting", waiting, 0, 100_000),
        fields.duration("patience", patience, 1, 60_000));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("inFlight", inFlight)
        .put("least", least)
        .put("queueing", Fields.text(queueing))
        .put("waiting", waiting)
        .put("patience", Fields.text(patience));
  }
}
