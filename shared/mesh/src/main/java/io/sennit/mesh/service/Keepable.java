package io.sennit.mesh.service;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what JSON can have and PostgreSQL can't keep, wherever it stands, because no service
 * could answer but with a failure of its own: U+0000, half of a surrogate pair, and numbers beyond
 * all that a double can be.
 */
final class Keepable {
  private Keepable() {}

  static void refuse(JsonObject input) {
    look("", input.getMap());
  }

  private static void look(String field, @Nullable Object value) {
    if (value instanceof String text) {
      text(field, text);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      throw Problem.invalid(field, "must be a smaller number");
    } else if (value instanceof JsonObject object) {
      look(field, object.getMap());
    } else if (value instanceof JsonArray array) {
      look(field, array.getList());
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> {
        look(field.isEmpty() ? "the name of a field" : field, name);
        look(within(field, String.valueOf(name)), inner);
      });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        look(within(field, Integer.toString(i)), list.get(i));
      }
    }
  }

  private static void text(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        throw Problem.invalid(field, "must not have the character U+0000");
      }
      if (Character.isSurrogate(c)) {
        boolean whole = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!whole) {
          throw Problem.invalid(field, "must not have half of a surrogate pair");
        }
        i++;
      }
    }
  }

  private static String within(String field, String name) {
    return field.isEmpty() ? name : field + "." + name;
  }
}
