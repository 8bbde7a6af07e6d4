package io.sennit.node.shop;

import static io.sennit.node.shop.Holding.aCustomers;
import static io.sennit.node.shop.Holding.aUsers;
import static io.sennit.node.shop.Holding.everybodys;
import static java.util.Map.entry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What belongs to whom in the shop: a line for every operation that can be reached from outside. An
 * operation that is announced and missing here fails the matrix: decide whose it is.
 */
final class Holdings {
  private Holdings() {}

  static Map<String, Holding> of(Shop shop) {
    JsonObject product = shop.product(1, 100_000);
    JsonObject nothing = new JsonObject();
    return Map.ofEntries(
        entry("users.register", everybodys(who -> registration(shop)).consumedByIt()),
        entry("users.login", everybodys(who -> login(shop.merchant()))),
        entry("users.jwks", everybodys(who -> nothing)),
        entry("users.read", aUsers(Holdings::id)),
        entry("users.find", aUsers(who -> new JsonObject().put("user_id", who.id()))),
        entry("users.change", aUsers(who -> id(who).put("name", shop.fresh()))),
        entry("users.delete", aUsers(Holdings::id).consumedByIt()),
        entry(
            "users.change-roles",
            aUsers(who -> id(who).mergeIn(Shop.roles("customer", "merchant"))).consumedByIt()),
        entry("users.exists", everybodys(Holdings::id)),
        entry("products.create", everybodys(who -> Shop.goods(shop.fresh())).consumedByIt()),
        entry("products.read", everybodys(who -> id(product))),
        entry("products.list", everybodys(who -> nothing)),
        entry("products.update", everybodys(who -> id(product).put("name", shop.fresh()))),
        entry("products.delete", everybodys(who -> id(shop.product(1, 1))).consumedByIt()),
        entry(
            "products.prices",
            everybodys(who -> new JsonObject().put("ids", JsonArray.of(product.getString("id"))))),
        entry("products.movements", everybodys(who -> id(product))),
        entry("orders.place", everybodys(who -> Shop.items(product, 1))),
        entry("orders.read", aCustomers(who -> order(shop, who, product))),
        entry("orders.list", everybodys(who -> nothing)),
        entry(
            "orders.amend",
            aCustomers(who -> order(shop, who, product).mergeIn(Shop.items(product, 2)))
                .consumedByIt()),
        entry("orders.cancel", aCustomers(who -> order(shop, who, product)).consumedByIt()),
        entry("payments.own", everybodys(who -> nothing)),
        entry("payments.read", aUsers(who -> new JsonObject().put("userId", who.id()))),
        entry("payments.deposit", aUsers(who -> Shop.euros(1).put("userId", who.id()))),
        entry("time.now", everybodys(who -> nothing)),
        entry("date.today", everybodys(who -> nothing)));
  }

  private static JsonObject registration(Shop shop) {
    return new JsonObject()
        .put("name", "Somebody new")
        .put("email", shop.fresh() + "@example.org")
        .put("password", Shop.PASSWORD);
  }

  private static JsonObject login(Caller user) {
    return new JsonObject().put("email", user.email()).put("password", Shop.PASSWORD);
  }

  private static JsonObject id(Caller who) {
    return new JsonObject().put("id", who.id());
  }

  private static JsonObject id(JsonObject thing) {
    return new JsonObject().put("id", thing.getString("id"));
  }

  private static JsonObject order(Shop shop, Caller owner, JsonObject product) {
    return id(shop.order(owner, product, 1));
  }
}
