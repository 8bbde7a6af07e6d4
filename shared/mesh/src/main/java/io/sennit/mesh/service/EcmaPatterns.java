package io.sennit.mesh.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Patterns of a JSON Schema, which are ECMAScript's, for a library that takes them for Java's.
 *
 * <p>They differ in {@code $}: Java finds it before a last line break too, so that a text could end
 * in one where the schema's readers see none.
 */
final class EcmaPatterns {
  private EcmaPatterns() {}

  /** The schema with patterns that mean in Java what they meant in ECMAScript. */
  static JsonObject inJava(JsonObject schema) {
    JsonObject translated = new JsonObject();
    for (Map.Entry<String, Object> entry : schema) {
      boolean isPattern = entry.getKey().equals("pattern") && entry.getValue() instanceof String;
      translated.put(
          entry.getKey(), isPattern ? pattern((String) entry.getValue()) : value(entry.getValue()));
    }
    return translated;
  }

  private static Object value(Object value) {
    if (value instanceof JsonObject object) {
      return inJava(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray translated = new JsonArray();
      array.forEach(element -> translated.add(value(element)));
      return translated;
    }
    return value;
  }

  private static String pattern(String ecma) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < ecma.length(); i++) {
      char character = ecma.charAt(i);
      if (character == '\\' && i + 1 < ecma.length()) {
        java.append(character).append(ecma.charAt(++i));
      } else if (character == '$' && !inClass) {
        java.append("\\z");
      } else {
        inClass = character == '[' || (inClass && character != ']');
        java.append(character);
      }
    }
    return java.toString();
  }
}
