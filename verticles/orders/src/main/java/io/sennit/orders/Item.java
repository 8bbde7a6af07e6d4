package io.sennit.orders;

import io.sennit.contracts.Line;
import io.sennit.contracts.Money;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A line of an order, with name and price as they were when it was asked for. */
record Item(String productId, String name, Money unitPrice, int quantity) {
  private static final String NO_PRODUCT = new UUID(0, 0).toString();

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

  /** One that the products' service has no name and no price for, and so will not reserve. */
  static Item unknown(Line line, String currency) {
    return new Item(line.productId(), "", Money.none(currency), line.quantity());
  }

  /** What is to be reserved: of each product all pieces together, whatever they cost. */
  static List<Line> lines(List<Item> items) {
    Map<String, Integer> pieces = new LinkedHashMap<>();
    items.forEach(item -> pieces.merge(item.reservable(), item.quantity(), Integer::sum));
    return pieces.entrySet().stream()
        .map(line -> new Line(line.getKey(), line.getValue()))
        .toList();
  }

  /** Never the id of something without a price: nobody shall get it for nothing. */
  private String reservable() {
    return name.isEmpty() ? NO_PRODUCT : productId;
  }

  Item of(int pieces) {
    return new Item(productId, name, unitPrice, pieces);
  }
}
