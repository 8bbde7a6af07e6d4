package io.sennit.mesh.event;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a fetch.
 *
 * @param later whether others go first, and nothing was looked for
 * @param pending whether there is more that is not settled yet
 */
record Fetched(boolean later, boolean pending, Map<Integer, Part> parts) {

  /**
   * Of one partition.
   *
   * @param upTo how far the partition was read
   * @param more whether there is more that did not fit
   * @param gone whether retention has dropped what was asked for
   */
  record Part(List<Event> events, long upTo, boolean more, boolean gone) {}

  static Fetched of(JsonObject json) {
    Map<Integer, Part> parts = new TreeMap<>();
    JsonObject partitions = json.getJsonObject("partitions");
    for (String partition : partitions.fieldNames()) {
      parts.put(Integer.parseInt(partition), part(partitions.getJsonObject(partition)));
    }
    return new Fetched(json.getBoolean("later", false), json.getBoolean("pending"), parts);
  }

  private static Part part(JsonObject json) {
    List<Event> events = json.getJsonArray("events").stream()
        .map(event -> Event.ofCloudEvent((JsonObject) event))
        .toList();
    return new Part(events, json.getLong("upTo"), json.getBoolean("more"), json.getBoolean("gone"));
  }
}
