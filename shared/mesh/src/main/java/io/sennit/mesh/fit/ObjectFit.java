package io.sennit.mesh.fit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object, field by field.
 *
 * @param others what fields must be that are not named
 */
record ObjectFit(Map<String, Fit> properties, JsonArray required, Fit others) implements Fit {

  static Fit of(Keywords keywords) {
    Map<String, Fit> properties = new HashMap<>();
    if (keywords.take("properties") instanceof JsonObject named) {
      named.forEach(property -> properties.put(property.getKey(), Fits.of(property.getValue())));
    }
    JsonArray required =
        keywords.take("required") instanceof JsonArray names ? names : new JsonArray();
    // Where it is true or not there, everything passes: that is rare, and for the validator.
    return new ObjectFit(properties, required, Fits.of(keywords.take("additionalProperties")));
  }

  @Override
  public boolean accepts(@Nullable Object value) {
    Object plain = value instanceof JsonObject object ? object.getMap() : value;
    if (!(plain instanceof Map<?, ?> fields)) {
      return false;
    }
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      Fit fit = properties.get(field.getKey());
      if (!(fit == null ? others : fit).accepts(field.getValue())) {
        return false;
      }
    }
    for (int i = 0; i < required.size(); i++) {
      if (!fields.containsKey(required.getString(i))) {
        return false;
      }
    }
    return true;
  }
}
