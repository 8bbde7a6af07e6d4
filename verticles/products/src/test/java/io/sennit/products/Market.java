package io.sennit.products;

import io.sennit.contracts.Line;
import io.sennit.contracts.Stock;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.stage.Stage;
import io.sennit.stage.Teller;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** The products' service beside orders that do as a test says. */
final class Market implements AutoCloseable {
  static final Identity MERCHANT = new Identity(Ids.next().toString(), List.of("merchant"));
  static final Identity ADMIN = new Identity(Ids.next().toString(), List.of("admin"));
  static final Identity CUSTOMER = new Identity(Ids.next().toString(), List.of("customer"));

  private final Stage stage;

  private Market(Stage stage) {
    this.stage = stage;
  }

  static Market in(Path folder, LongSupplier clock, int instances) {
    return new Market(Stage.in(folder)
        .host(() -> new Teller("orders"), 1)
        .host(() -> new ProductService(clock), instances));
  }

  Stage stage() {
    return stage;
  }

  static JsonObject draft(String sku, long stock) {
    return new JsonObject()
        .put("sku", sku)
        .put("name", "Desk lamp")
        .put("price", new JsonObject().put("amount", 12999).put("currency", "EUR"))
        .put("stock", stock);
  }

  Reply ask(String operation, Identity identity, JsonObject input, String... headers) {
    return stage.ask("products." + operation, identity, input, headers);
  }

  JsonObject create(JsonObject draft) {
    return ask("create", MERCHANT, draft).json();
  }

  /** A new product with so many pieces. */
  String product(long stock) {
    return create(draft(Ids.next().toString(), stock)).getString("id");
  }

  HttpResponse<String> http(String method, String path, String... headers) throws Exception {
    return stage.http(method, path, headers);
  }

  static JsonObject reserve(String order, Line... lines) {
    return Stage.event(
        Stock.RESERVE, order, new Stock.Reserve(order, Arrays.asList(lines)).toJson());
  }

  static JsonObject release(String order) {
    return Stage.event(Stock.RELEASE, order, new Stock.Release(order).toJson());
  }

  void tell(JsonObject... commands) {
    tell(List.of(commands));
  }

  void tell(List<JsonObject> commands) {
    stage.tell("orders", commands);
  }

  /** The answers to an order's commands, when there are so many. */
  List<JsonObject> answers(String order, int count) {
    return stage.told("products", order, count);
  }

  /** The type and the data of the last answer. */
  JsonObject answer(String order, int count) {
    return answers(order, count).get(count - 1);
  }

  long stock(String product) {
    return stage.number("SELECT pieces FROM products.stock WHERE product = '" + product + "'");
  }

  long moved(String product) {
    return stage.number(
        "SELECT sum(quantity)::bigint FROM products.movement WHERE product = '" + product + "'");
  }

  @Override
  public void close() {
    stage.close();
  }
}
