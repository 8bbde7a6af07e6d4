package io.sennit.gateway.feed;

import io.sennit.mesh.event.Audience;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What was read of a log in one go.
 *
 * @param upTo how far the log was read
 * @param more whether there is more behind it
 * @param gone whether events behind the place that was asked for are no longer kept
 * @param audience who may see what of the log
 */
record Page(List<Told> events, long upTo, boolean more, boolean gone, Audience audience) {

  static Page of(JsonObject json) {
    List<Told> events = json.getJsonArray("items").stream()
        .map(event -> Told.of((JsonObject) event))
        .toList();
    return new Page(
        events,
        json.getLong("upTo"),
        json.getBoolean("more"),
        json.getBoolean("gone"),
        Audience.of(json.getJsonObject("audience")));
  }
}
