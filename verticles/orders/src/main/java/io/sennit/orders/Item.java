package io.sennit.orders;

import io.sennit.contracts.Line;
import io.sennit.contracts.Money;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A line of an order, with name and price as they were when it was asked for. */
record Item(String productId, String name, Money unitPrice, int quantity) {

  static Item of(JsonObject json) {
    return new Item(
        json.getString("productId"),
        json.getString("name"),
        Money.of(json.getJsonObject("unitPrice")),
        json.getInteger("quantity"));
  }

  static List<Item> list(JsonArray json) {
    return json.stream().map(item -> of((JsonObject) item)).toList();
  }

  static JsonArray toJson(List<Item> items) {
    JsonArray json = new JsonArray();
    items.forEach(item -> json.add(item.toJson()));
    return json;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("productId", productId)
        .put("name", name)
        .put("unitPrice", unitPrice.toJson())
        .put("quantity", quantity);
  }

  Line line() {
    return new Line(productId, quantity);
  }
}
