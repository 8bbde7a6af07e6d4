package io.sennit.mesh.policy;

import io.sennit.mesh.message.Timeouts;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How the calls of an operation are treated. What a policy does not say is taken from the wider
 * one: operation, service, all calls, default.
 *
 * @param timeout how long a call may take at most; what its caller asks for only shortens it
 */
public record Policy(
    Duration timeout,
    Retries retries,
    Hedging hedging,
    Balancing balancing,
    Limits limits,
    Breaking breaking) {

  /** What holds where nothing else is said; docs/policies.md tells the reason of each value. */
  public static final Policy DEFAULT = new Policy(
      Duration.ofSeconds(10),
      Retries.DEFAULT,
      Hedging.DEFAULT,
      Balancing.DEFAULT,
      Limits.DEFAULT,
      Breaking.DEFAULT);

  /** This policy with what the fields say instead; faults are left with the fields. */
  Policy with(Fields fields) {
    return new Policy(
        fields.duration("timeout", timeout, 1, Timeouts.LONGEST.toMillis()),
        retries.with(fields.part("retries")),
        hedging.with(fields.part("hedging")),
        balancing.with(fields.part("balancing")),
        limits.with(fields.part("limits")),
        breaking.with(fields.part("breaker")));
  }

  /** As it is written in a file of policies. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("timeout", Fields.text(timeout))
        .put("retries", retries.toJson())
        .put("hedging", hedging.toJson())
        .put("balancing", balancing.toJson())
        .put("limits", limits.toJson())
        .put("breaker", breaking.toJson());
  }
}
