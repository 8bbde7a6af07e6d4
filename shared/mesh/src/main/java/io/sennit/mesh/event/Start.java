package io.sennit.mesh.event;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Where a group begins that has never read a log before. */
sealed interface Start {
  String FROM = "from";

  /** How the source is asked for it. */
  JsonObject toJson();

  /** With the oldest event that is kept. */
  record Beginning() implements Start {
    @Override
    public JsonObject toJson() {
      return new JsonObject();
    }
  }

  /** With what is told after the group first asked. */
  record End() implements Start {
    static final String NOW = "now";

    @Override
    public JsonObject toJson() {
      return new JsonObject().put(FROM, NOW);
    }
  }

  /** With what was told at that time or later. */
  record At(Instant time) implements Start {
    @Override
    public JsonObject toJson() {
      return new JsonObject().put(FROM, time.toString());
    }
  }
}
