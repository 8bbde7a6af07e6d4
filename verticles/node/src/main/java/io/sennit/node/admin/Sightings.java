package io.sennit.node.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the nodes that call services see these and their instances. */
final class Sightings {
  private static final String LOST = "LOST";
  private static final List<String> FROM_WORST = List.of(LOST, "OPEN", "HALF_OPEN", "CLOSED");

  private final Map<String, JsonObject> statuses;

  /** @param statuses what each node says of itself, by the node's name */
  Sightings(Map<String, JsonObject> statuses) {
    this.statuses = statuses;
  }

  /** How each caller sees one instance. */
  JsonArray of(String service, String instance) {
    JsonArray seen = new JsonArray();
    statuses.forEach((node, status) -> calls(status, service)
        .flatMap(calls -> objects(calls, "instances"))
        .filter(one -> one.getString("id").equals(instance))
        .forEach(one -> seen.add(one.copy().put("caller", node))));
    return seen;
  }

  /** The worst that any caller says of an instance, or null when nobody calls it. */
  static @Nullable String worst(JsonArray seen) {
    List<String> states = objects(seen)
        .map(one -> Boolean.TRUE.equals(one.getBoolean("lost")) ? LOST : one.getString("breaker"))
        .toList();
    return FROM_WORST.stream().filter(states::contains).findFirst().orElse(null);
  }

  /** The callers of one service. */
  JsonArray callers(String service) {
    JsonArray callers = new JsonArray();
    statuses.forEach((node, status) -> calls(status, service).forEach(calls -> {
      JsonObject caller = calls.copy().put("caller", node);
      caller.remove("instances");
      callers.add(caller);
    }));
    return callers;
  }

  private static Stream<JsonObject> calls(JsonObject status, String service) {
    return objects(status, "calls").filter(calls -> calls.getString("service").equals(service));
  }

  private static Stream<JsonObject> objects(JsonObject json, String name) {
    return objects(json.getJsonArray(name, new JsonArray()));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
