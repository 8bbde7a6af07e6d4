package io.sennit.contracts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** So many pieces of a product. */
public record Line(String productId, int quantity) {

  public static Line of(JsonObject json) {
    return new Line(json.getString("productId"), json.getInteger("quantity"));
  }

  public static List<Line> list(JsonArray json) {
    return json.stream().map(line -> of((JsonObject) line)).toList();
  }

  public static JsonArray toJson(List<Line> lines) {
    JsonArray json = new JsonArray();
    lines.forEach(line -> json.add(line.toJson()));
    return json;
  }

  public JsonObject toJson() {
    return new JsonObject().put("productId", productId).put("quantity", quantity);
  }
}
