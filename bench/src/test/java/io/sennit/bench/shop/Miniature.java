package io.sennit.bench.shop;

import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.orders.OrdersService;
import io.sennit.payments.PaymentService;
import io.sennit.products.ProductService;
import io.sennit.stage.Stage;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** The shop with a few orders of each kind, and a history of them in which nothing is wrong. */
final class Miniature implements AutoCloseable {
  private static final Identity ADMIN =
      new Identity(Ids.next().toString(), List.of("admin", "merchant"));
  private static final String NOBODY_KNOWS = "00000000-0000-7000-8000-000000000404";

  private final Stage stage;
  private final Archive archive;
  private final History history = new History(Writer.nullWriter());
  final Identity customer = new Identity(Ids.next().toString(), List.of("customer"));
  final String product;
  final String confirmed;
  final String amended;
  final String cancelled;
  final String rejected;

  Miniature(Path folder) {
    stage = Stage.in(folder)
        .host(Everybody::new, 1)
        .host(ProductService::new, 1)
        .host(PaymentService::new, 1)
        .host(OrdersService::new, 1);
    archive = new Archive(stage.databaseUri());
    users();
    product = create();
    deposit();
    confirmed = place(product, 1);
    amended = place(product, 2);
    amend(amended, 3);
    cancelled = place(product, 4);
    cancel(cancelled);
    rejected = place(NOBODY_KNOWS, 1);
    place(product, 1_000);
    stage.awaitHandled("orders", "products");
    stage.awaitHandled("orders", "payments");
  }

  Archive archive() {
    return archive;
  }

  History history() {
    return history;
  }

  Sight sight() {
    JsonObject account = stage
        .ask("payments.read", ADMIN, new JsonObject().put("userId", customer.subject()))
        .json();
    JsonObject shown = stage.ask("products.read", ADMIN, id(product)).json();
    return new Sight(
        stage.ask("orders.list", ADMIN, new JsonObject()).json().getJsonArray("items"),
        new JsonArray().add(account),
        new JsonArray().add(shown));
  }

  /** A user who was told of is all that the checks look for. */
  private void users() {
    stage.sql("""
        CREATE SCHEMA users;
        CREATE TABLE users.account (id uuid, email text);
        CREATE TABLE users.event (LIKE orders.event);
        CREATE TABLE users.event_parked (LIKE orders.event_parked);
        INSERT INTO users.account VALUES ('%1$s', 'ann@example.org');
        INSERT INTO users.event (position, partition, type, subject, time, data)
        VALUES (1, 0, 'user.registered', '%1$s', now(), '{}')
        """.formatted(customer.subject()));
    note(History.Kind.REGISTERED, id(customer.subject()).put("email", "ann@example.org"));
  }

  private String create() {
    JsonObject lamp = new JsonObject()
        .put("sku", "lamp")
        .put("name", "Lamp")
        .put("price", new JsonObject().put("amount", 250).put("currency", "EUR"))
        .put("stock", 100);
    JsonObject made = stage.ask("products.create", ADMIN, lamp).json();
    note(
        History.Kind.CREATED,
        id(made.getString("id")).put("name", "Lamp").put("amount", 250).put("stock", 100));
    return made.getString("id");
  }

  private void deposit() {
    JsonObject money = new JsonObject()
        .put("userId", customer.subject())
        .put("amount", 10_000)
        .put("currency", "EUR");
    stage.ask("payments.deposit", ADMIN, money, "idempotency-key", "deposit");
    note(
        History.Kind.DEPOSITED,
        new JsonObject()
            .put("key", "deposit")
            .put("owner", customer.subject())
            .put("amount", 10_000));
  }

  private String place(String what, int quantity) {
    JsonObject order =
        stage.ask("orders.place", customer, items(what, quantity)).json();
    String id = order.getString("id");
    note(
        History.Kind.PLACED,
        id(id)
            .put("key", id)
            .put("owner", customer.subject())
            .put("items", order.getJsonArray("items"))
            .put("total", order.getJsonObject("total")));
    awaitSettled();
    return id;
  }

  private void amend(String order, int quantity) {
    JsonObject input = items(product, quantity).put("id", order);
    JsonObject change = stage.ask("orders.amend", customer, input).json().getJsonObject("change");
    note(
        History.Kind.AMENDED,
        id(order)
            .put("key", "amend")
            .put("owner", customer.subject())
            .put("items", change.getJsonArray("items")));
    awaitSettled();
  }

  private void cancel(String order) {
    stage.ask("orders.cancel", customer, id(order));
    note(History.Kind.CANCELLED, id(order).put("key", "cancel").put("owner", customer.subject()));
    awaitSettled();
  }

  private void awaitSettled() {
    Summary summary = new Summary(archive);
    Wait.until("all orders have settled", () -> summary.open() == 0);
  }

  private static JsonObject items(String what, int quantity) {
    JsonObject line = new JsonObject().put("productId", what).put("quantity", quantity);
    return new JsonObject().put("items", new JsonArray().add(line));
  }

  private static JsonObject id(String id) {
    return new JsonObject().put("id", id);
  }

  private void note(History.Kind kind, JsonObject what) {
    history.note(kind, what);
  }

  @Override
  public void close() {
    archive.close();
    stage.close();
  }
}
