package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.node.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A shop that runs, in however many processes, and those who meet in it. */
final class Shop {
  static final String PASSWORD = "a password of enough length";
  private static final Duration SOON = Duration.ofSeconds(10);
  /** Each password takes its time, and the shop lets only so many wait for that. */
  private static final int AT_THE_DOOR = 8;

  private final List<URI> gateways;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger names = new AtomicInteger();
  private final Caller anybody;
  private final Caller admin;
  private final Caller merchant;
  private final Caller stranger;

  /** Opens when every gateway knows all services. */
  Shop(List<URI> gateways, String adminPassword) {
    this.gateways = List.copyOf(gateways);
    this.anybody = new Caller(this::next, "", "", "");
    awaitServices();
    Caller first = login(new Caller(this::next, "", "admin@sennit.local", ""), adminPassword);
    this.admin = withRoles(first, registered(), "admin");
    this.merchant = withRoles(first, registered(), "merchant");
    this.stranger = customer();
  }

  private void awaitServices() {
    for (URI gateway : gateways) {
      Caller here = new Caller(gateway::resolve, "", "", "");
      Eventually.within(Duration.ofSeconds(30), () -> {
        for (String path : List.of("/time", "/date", "/product", "/.well-known/jwks.json")) {
          here.get(path).is(200);
        }
        for (String path : List.of("/user", "/order", "/account")) {
          here.get(path).is(401);
        }
      });
    }
  }

  private URI next(String path) {
    int turn = Math.floorMod(asked.getAndIncrement(), gateways.size());
    return gateways.get(turn).resolve(path);
  }

  /** Somebody at the same gateway all the time. */
  Caller at(int gateway, Caller caller) {
    return new Caller(gateways.get(gateway)::resolve, caller.id(), caller.email(), caller.token());
  }

  /** Somebody who shows no token. */
  Caller anybody() {
    return anybody;
  }

  /** An administrator, who is no customer and no merchant. */
  Caller admin() {
    return admin;
  }

  /** A merchant, who is no customer. */
  Caller merchant() {
    return merchant;
  }

  /** A customer without money, whom nothing here belongs to. */
  Caller stranger() {
    return stranger;
  }

  /** Somebody new, who has not logged in. */
  Caller registered() {
    String email = fresh() + "@example.org";
    JsonObject input =
        new JsonObject().put("name", "Somebody").put("email", email).put("password", PASSWORD);
    String id = anybody.post("/user", input).is(201).text("id");
    return new Caller(this::next, id, email, "");
  }

  /** Somebody new, who has no money. */
  Caller customer() {
    return login(registered(), PASSWORD);
  }

  /** Somebody new with so many cents. */
  Caller customer(long cents) {
    Caller customer = customer();
    pay(customer, cents);
    return customer;
  }

  /** So many new customers, each with so many cents. */
  List<Caller> crowd(int size, long cents) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_THE_DOOR);
    try {
      List<CompletableFuture<Caller>> coming = IntStream.range(0, size)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> customer(cents), threads))
          .toList();
      return coming.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }

  void pay(Caller customer, long cents) {
    admin.post("/account/" + customer.id() + "/deposit", euros(cents)).is(201);
  }

  Caller login(Caller user, String password) {
    JsonObject login = new JsonObject().put("email", user.email()).put("password", password);
    return user.with(anybody.post("/login", login).is(200).text("token"));
  }

  Caller withRoles(Caller giver, Caller user, String... roles) {
    giver.put("/user/" + user.id() + "/roles", roles(roles)).is(200);
    return login(user, PASSWORD);
  }

  /** A product that is new. */
  JsonObject product(long cents, long stock) {
    return merchant
        .post("/product", goods(fresh()).put("price", euros(cents)).put("stock", stock))
        .is(201)
        .json();
  }

  /** Somebody's new order, when it has settled. */
  JsonObject order(Caller customer, JsonObject product, int quantity) {
    return customer
        .post("/order", items(product, quantity), "prefer", "wait=10")
        .is(201)
        .json();
  }

  /** An order as it is when nothing of it is under way any more. */
  JsonObject settled(Caller reader, String order) {
    return settled(reader, order, SOON);
  }

  JsonObject settled(Caller reader, String order, Duration bound) {
    Eventually.within(bound, () -> {
      JsonObject now = reader.get("/order/" + order).is(200).json();
      assertThat(now.getString("status")).isNotEqualTo("PENDING");
      assertThat(now.getJsonObject("change", new JsonObject()).getString("state"))
          .isNotEqualTo("PENDING");
    });
    return reader.get("/order/" + order).is(200).json();
  }

  long balance(Caller customer) {
    return admin
        .get("/account/" + customer.id())
        .is(200)
        .json()
        .getJsonObject("balance")
        .getLong("amount");
  }

  /** Everybody sees this stock, a second from now at the latest. */
  void assertStock(JsonObject product, long pieces) {
    for (URI gateway : gateways) {
      Caller here = new Caller(gateway::resolve, "", "", "");
      Eventually.within(
          Duration.ofSeconds(1),
          () -> assertThat(
                  here.get("/product/" + product.getString("id")).is(200).json().getLong("stock"))
              .isEqualTo(pieces));
    }
  }

  /** Nobody finds it any more, a second from now at the latest. */
  void assertGone(String path) {
    for (URI gateway : gateways) {
      Caller here = new Caller(gateway::resolve, "", "", "");
      Eventually.within(Duration.ofSeconds(1), () -> here.get(path).is(404));
    }
  }

  /** A word that nobody has used. */
  String fresh() {
    return "n" + names.incrementAndGet();
  }

  static JsonObject goods(String sku) {
    return new JsonObject()
        .put("sku", sku)
        .put("name", "A thing called " + sku)
        .put("price", euros(100))
        .put("stock", 10);
  }

  static JsonObject items(JsonObject product, int quantity) {
    return items(product.getString("id"), quantity);
  }

  static JsonObject items(String product, int quantity) {
    return new JsonObject()
        .put(
            "items",
            new JsonArray()
                .add(new JsonObject().put("productId", product).put("quantity", quantity)));
  }

  static JsonObject euros(long cents) {
    return new JsonObject().put("amount", cents).put("currency", "EUR");
  }

  static JsonObject roles(String... roles) {
    return new JsonObject().put("roles", new JsonArray(List.of(roles)));
  }
}
