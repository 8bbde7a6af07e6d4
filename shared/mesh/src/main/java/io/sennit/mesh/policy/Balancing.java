package io.sennit.mesh.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Which instance gets a call.
 *
 * @param key what the strategy {@code hash} goes by; the others ignore it
 * @param nearest the same process first, then the same zone, as long as they have room; the
 *     strategy {@code hash} goes by the key alone
 * @param slowStart how long a new instance takes to get its full share
 */
public record Balancing(Strategy strategy, HashKey key, boolean nearest, Duration slowStart) {
  static final Balancing DEFAULT = new Balancing(
      Strategy.LEAST_LOADED,
      new HashKey(HashKey.Source.IDENTITY, ""),
      true,
      Duration.ofSeconds(10));

  /** How an instance is chosen among those that may be. */
  public enum Strategy {
    /** Of two at random, the one that is expected to answer sooner. */
    LEAST_LOADED,
    /** In turn, by weight, without runs of the same one. */
    ROUND_ROBIN,
    RANDOM,
    /** The same one for the same key, as long as it has no more than its share. */
    HASH
  }

  Balancing with(Fields fields) {
    return new Balancing(
        fields.choice("strategy", strategy, Strategy.class),
        fields.read("key", key, HashKey::parse, "write path:NAME, header:NAME or identity"),
        fields.flag("nearest", nearest),
        fields.duration("slowStart", slowStart, 0, Duration.ofHours(1).toMillis()));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("strategy", Fields.text(strategy))
        .put("key", key.toString())
        .put("nearest", nearest)
        .put("slowStart", Fields.text(slowStart));
  }
}
