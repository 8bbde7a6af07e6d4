package io.sennit.mesh.event;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Positions by partition, as they travel between services and as PostgreSQL takes them. */
final class Positions {
  private Positions() {}

  static Map<Integer, Long> of(JsonObject json, String field) {
    Map<Integer, Long> places = new TreeMap<>();
    JsonObject positions = json.getJsonObject(field, new JsonObject());
    for (String partition : positions.fieldNames()) {
      try {
        places.put(Integer.parseInt(partition), positions.getLong(partition));
      } catch (NumberFormatException | ClassCastException broken) {
        throw Problem.invalid(field, "takes positions by the numbers of their partitions");
      }
    }
    return places;
  }

  static JsonObject toJson(Map<Integer, Long> places) {
    JsonObject json = new JsonObject();
    places.forEach((partition, position) -> json.put(Integer.toString(partition), position));
    return json;
  }

  /** The one that is furthest behind. */
  static long first(Map<Integer, Long> places) {
    return places.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  static Short[] partitions(Collection<Integer> numbers) {
    return numbers.stream().map(Integer::shortValue).toArray(Short[]::new);
  }

  static Long[] positions(Map<Integer, Long> places) {
    return places.values().toArray(Long[]::new);
  }
}
