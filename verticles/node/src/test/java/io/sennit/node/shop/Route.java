package io.sennit.node.shop;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A route of the shop, such as {@code PUT /order/{order}}, and a good request for it.
 *
 * @param path with what is to be put in
 */
record Route(String method, String path) {
  private static final Map<String, Function<Shop, JsonObject>> BODIES = Map.of(
      "POST /user", Route::registration,
      "POST /login", shop -> login(shop.merchant()),
      "PUT /user/{user}", shop -> new JsonObject().put("name", shop.fresh()),
      "PUT /user/{user}/roles", shop -> Shop.roles("customer", "merchant"),
      "POST /product", shop -> Shop.goods(shop.fresh()),
      "PUT /product/{product}", shop -> new JsonObject().put("name", shop.fresh()),
      "POST /order", shop -> Shop.items(shop.product(1, 100), 1),
      "PUT /order/{order}", shop -> Shop.items(shop.product(1, 100), 2),
      "POST /account/{user}/deposit", shop -> Shop.euros(500));

  static Route of(String text) {
    int space = text.indexOf(' ');
    return new Route(text.substring(0, space), text.substring(space + 1));
  }

  boolean concernsSomebody() {
    return path.contains("{user}") || path.contains("{order}");
  }

  boolean takesABody() {
    return BODIES.containsKey(toString());
  }

  /** A body that is in order, and another one each time where there is a choice. */
  JsonObject body(Shop shop) {
    return BODIES.get(toString()).apply(shop);
  }

  /** The path for a user; products and orders in it are new ones, the orders being the owner's. */
  String path(Shop shop, Caller owner, String user) {
    String filled = path.replace("{user}", user);
    if (filled.contains("{product}")) {
      filled = filled.replace("{product}", shop.product(100, 10).getString("id"));
    }
    return filled.contains("{order}")
        ? filled.replace("{order}", shop.order(owner, shop.product(1, 10), 1).getString("id"))
        : filled;
  }

  CompletableFuture<Answer> send(Caller caller, String to, JsonObject body, String... headers) {
    return takesABody()
        ? caller.send(method, to, body, headers)
        : caller.ask(method, to, BodyPublishers.noBody(), headers);
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

  @Override
  public String toString() {
    return method + " " + path;
  }
}
