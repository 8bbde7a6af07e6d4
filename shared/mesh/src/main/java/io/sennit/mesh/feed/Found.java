package io.sennit.mesh.feed;

import io.sennit.mesh.event.Audience;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Where in a log a reader begins.
 *
 * @param position behind which it begins; nothing of what is behind it has been dropped
 * @param gone whether something of what was asked for has been
 * @param audience who may see what of the log
 */
public record Found(long position, boolean gone, Audience audience) {

  static Found of(JsonObject json) {
    // A partition whose oldest event that is kept comes later has lost all before that.
    long position = json.getJsonObject("places").stream()
        .map(Map.Entry::getValue)
        .mapToLong(place -> ((Number) place).longValue())
        .max()
        .orElse(0);
    return new Found(
        position, json.getBoolean("gone"), Audience.of(json.getJsonObject("audience")));
  }
}
