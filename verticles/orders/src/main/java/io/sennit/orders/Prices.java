package io.sennit.orders;

import io.sennit.contracts.Line;
import io.sennit.contracts.Money;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and prices of products, which only the products' service knows. */
final class Prices {
  private final CallHandler mesh;

  Prices(CallHandler mesh) {
    this.mesh = mesh;
  }

  /**
   * What is wanted, at today's prices.
   *
   * @param usual the currency when none of it has a price
   */
  Future<List<Item>> of(Call call, List<Line> lines, String usual) {
    if (lines.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    JsonArray ids = new JsonArray();
    lines.forEach(line -> ids.add(line.productId()));
    return mesh.handle(call.onward("products.prices", new JsonObject().put("ids", ids)))
        .map(reply -> priced(lines, reply.json(), usual));
  }

  private static List<Item> priced(List<Line> lines, JsonObject known, String usual) {
    Map<String, JsonObject> products = new HashMap<>();
    for (Object product : known.getJsonArray("items")) {
      JsonObject json = (JsonObject) product;
      products.put(json.getString("id"), json);
    }
    String currency = products.values().stream()
        .map(product -> product.getJsonObject("price").getString("currency"))
        .findFirst()
        .orElse(usual);
    return lines.stream()
        .map(line -> item(line, products.get(line.productId()), currency))
        .toList();
  }

  private static Item item(Line line, @Nullable JsonObject product, String currency) {
    return product == null
        ? Item.unknown(line, currency)
        : new Item(
            line.productId(),
            product.getString("name"),
            Money.of(product.getJsonObject("price")),
            line.quantity());
  }

  static Money total(List<Item> items) {
    String currency = items.get(0).unitPrice().currency();
    Money total = Money.none(currency);
    for (Item item : items) {
      if (!item.unitPrice().currency().equals(currency)) {
        throw Problem.invalid(
            "items",
            "have prices in " + currency + " and " + item.unitPrice().currency()
                + "; an order has one currency: make it two orders");
      }
      total = total.plus(item.unitPrice().times(item.quantity()));
    }
    return total;
  }
}
