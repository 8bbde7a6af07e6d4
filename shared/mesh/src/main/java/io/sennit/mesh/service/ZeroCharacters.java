package io.sennit.mesh.service;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses U+0000 wherever it stands: JSON can have it and PostgreSQL can't keep it, so that no
 * service could answer but with a failure of its own.
 */
final class ZeroCharacters {
  private ZeroCharacters() {}

  static void refuse(JsonObject input) {
    look("", input.getMap());
  }

  private static void look(String field, @Nullable Object value) {
    if (value instanceof String text) {
      if (text.indexOf('\0') >= 0) {
        throw Problem.invalid(field, "must not have the character U+0000");
      }
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

  private static String within(String field, String name) {
    return field.isEmpty() ? name : field + "." + name;
  }
}
