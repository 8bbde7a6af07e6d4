package io.sennit.mesh.directory;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What a node announces of itself: who it is, and where operators and clients reach it. */
public record NodeDescription(
    String id,
    String name,
    String version,
    long pid,
    Instant startedAt,
    State state,
    JsonObject addresses) {

  public NodeDescription in(State next) {
    return new NodeDescription(id, name, version, pid, startedAt, next, addresses);
  }
}
