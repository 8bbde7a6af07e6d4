package io.sennit.gateway.describe;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The schemas that have a title, each described once and referred to from where it is used. */
final class Components {
  private static final Set<String> OF_NAMES =
      Set.of("properties", "patternProperties", "$defs", "dependentSchemas");

  private final Map<String, JsonObject> schemas = new TreeMap<>();

  /** The same schema with a reference for each titled one in it. */
  JsonObject referring(String service, JsonObject schema) {
    JsonObject inner = new JsonObject();
    for (String keyword : schema.fieldNames()) {
      Object value = schema.getValue(keyword);
      inner.put(
          keyword,
          OF_NAMES.contains(keyword) && value instanceof JsonObject byName
              ? each(service, byName)
              : value(service, value));
    }
    return schema.getValue("title") instanceof String title
        ? new JsonObject().put("$ref", "#/components/schemas/" + named(service, title, inner))
        : inner;
  }

  /** What the names in it are is their author's choice; each has a schema. */
  private JsonObject each(String service, JsonObject byName) {
    JsonObject inner = new JsonObject();
    byName.forEach(field -> inner.put(field.getKey(), value(service, field.getValue())));
    return inner;
  }

  private Object value(String service, Object value) {
    if (value instanceof JsonObject object) {
      return referring(service, object);
    }
    if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(item -> copy.add(value(service, item)));
      return copy;
    }
    return value;
  }

  /** Two services may mean different things by one title. */
  private String named(String service, String title, JsonObject schema) {
    String name = title.replaceAll("[^A-Za-z0-9._-]", "-");
    JsonObject known = schemas.putIfAbsent(name, schema);
    if (known == null || known.equals(schema)) {
      return name;
    }
    String own = service + "." + name;
    schemas.put(own, schema);
    return own;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    schemas.forEach(json::put);
    return json;
  }
}
