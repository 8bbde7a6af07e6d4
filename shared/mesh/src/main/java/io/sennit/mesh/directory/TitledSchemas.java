package io.sennit.mesh.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The schemas of one announcement that have a title: each is written once, however many operations
 * answer with it, so that announcements stay small.
 */
final class TitledSchemas {
  private static final String REFERENCE = "$ref";
  private static final String PLACE = "#/schemas/";
  private static final String TITLE = "title";

  private final Map<String, JsonObject> byTitle = new LinkedHashMap<>();

  /** What an announcement has of them. Each refers only to those before it. */
  static TitledSchemas of(JsonObject written) {
    TitledSchemas schemas = new TitledSchemas();
    for (String title : written.fieldNames()) {
      schemas.byTitle.put(title, schemas.read(written.getJsonObject(title)));
    }
    return schemas;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    byTitle.forEach(json::put);
    return json;
  }

  boolean isEmpty() {
    return byTitle.isEmpty();
  }

  /** The schema with references in place of those that have a title. */
  JsonObject write(JsonObject schema) {
    JsonObject written = mapped(schema, this::write);
    if (!(schema.getValue(TITLE) instanceof String title)) {
      return written;
    }
    JsonObject known = byTitle.putIfAbsent(title, written);
    // Two may have one title: the second is then written where it stands.
    return known == null || known.equals(written)
        ? new JsonObject().put(REFERENCE, PLACE + title)
        : written;
  }

  /** The schema as it was before it was written. */
  JsonObject read(JsonObject schema) {
    if (schema.getValue(REFERENCE) instanceof String place && place.startsWith(PLACE)) {
      return byTitle.getOrDefault(place.substring(PLACE.length()), schema);
    }
    return mapped(schema, this::read);
  }

  private static JsonObject mapped(JsonObject schema, UnaryOperator<JsonObject> form) {
    JsonObject mapped = new JsonObject();
    schema.forEach(field -> mapped.put(field.getKey(), mapped(field.getValue(), form)));
    return mapped;
  }

  private static Object mapped(Object value, UnaryOperator<JsonObject> form) {
    if (value instanceof JsonObject object) {
      return form.apply(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray mapped = new JsonArray();
      array.forEach(element -> mapped.add(mapped(element, form)));
      return mapped;
    }
    return value;
  }
}
