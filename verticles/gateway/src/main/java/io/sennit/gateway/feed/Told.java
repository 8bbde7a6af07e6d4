package io.sennit.gateway.feed;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came from a log.
 *
 * @param text of it, encoded once for all streams that get it
 */
record Told(
    long position, String type, String subject, @Nullable String owner, String text) {

  static Told of(JsonObject event) {
    return new Told(
        Long.parseLong(event.getString("id")),
        event.getString("type"),
        event.getString("subject"),
        event.getString("owner"),
        event.encode());
  }
}
