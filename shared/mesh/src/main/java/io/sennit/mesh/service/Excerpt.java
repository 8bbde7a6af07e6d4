package io.sennit.mesh.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an input that is not valid, to find out what is wrong with it: reporting each of
 * a hundred thousand faults would hold up everybody else.
 */
final class Excerpt {
  private static final int MOST_VALUES = 2_000;

  private int left = MOST_VALUES;

  private Excerpt() {}

  /** What is declared comes first, so that nothing is said to be missing that is there. */
  static JsonObject of(JsonObject input, JsonObject declared) {
    Map<String, Object> known = new LinkedHashMap<>();
    for (String name : declared.fieldNames()) {
      if (input.containsKey(name)) {
        known.put(name, input.getValue(name));
      }
    }
    Excerpt excerpt = new Excerpt();
    Map<String, Object> some = excerpt.object(known);
    excerpt.object(input.getMap()).forEach(some::putIfAbsent);
    return new JsonObject(some);
  }

  private Map<String, Object> object(Map<String, Object> all) {
    Map<String, Object> some = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : all.entrySet()) {
      if (left <= 0) {
        break;
      }
      some.put(field.getKey(), value(field.getValue()));
    }
    return some;
  }

  private List<Object> list(List<?> all) {
    List<Object> some = new ArrayList<>();
    for (int i = 0; i < all.size() && left > 0; i++) {
      some.add(value(all.get(i)));
    }
    return some;
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object value(@Nullable Object value) {
    left--;
    if (value instanceof JsonObject object) {
      return object(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return list(array.getList());
    }
    if (value instanceof Map<?, ?> map) {
      return object((Map<String, Object>) map);
    }
    return value instanceof List<?> list ? list(list) : value;
  }
}
