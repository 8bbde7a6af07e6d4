package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are repeated with their {@code Idempotency-Key}. */
interface KeyContract extends Contract {
  String KEY = "idempotency-key";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /user",
        "PUT /user/{user}",
        "DELETE /user/{user}",
        "PUT /user/{user}/roles",
        "POST /product",
        "PUT /product/{product}",
        "DELETE /product/{product}",
        "POST /order",
        "PUT /order/{order}",
        "DELETE /order/{order}",
        "POST /account/{user}/deposit",
      })
  default void everyWriteIsAnsweredTheSameAgain(String text) {
    Route route = Route.of(text);
    Caller customer = route.concernsSomebody() ? shop().customer(1_000) : shop().stranger();
    Caller caller = text.contains("/order") ? customer : shop().admin();
    String path = route.path(shop(), customer, customer.id());
    JsonObject body = route.takesABody() ? route.body(shop()) : new JsonObject();
    String key = UUID.randomUUID().toString();

    Answer first = route.send(caller, path, body, KEY, key).join();
    settle(customer, path, first);
    Answer second = route.send(caller, path, body, KEY, key).join();

    assertThat(first.isGood()).as(first.toString()).isTrue();
    second.repeats(first);
    String elsewhere = route.takesABody() ? path : path.replaceAll(".{4}$", "0000");
    route.send(caller, elsewhere, other(body), KEY, key).join().is(422);
  }

  /** What comes of a request must not change what it is answered. */
  private void settle(Caller customer, String path, Answer first) {
    if (path.startsWith("/order") && first.isGood()) {
      shop().settled(customer, first.text("id"));
    }
  }

  private static JsonObject other(JsonObject body) {
    JsonObject other = body.copy();
    if (body.containsKey("roles")) {
      return Shop.roles("customer");
    }
    if (body.containsKey("items")) {
      other.getJsonArray("items").getJsonObject(0).put("quantity", 3);
      return other;
    }
    return body.containsKey("amount") ? other.put("amount", 501) : other.put("name", "Another");
  }

  @Test
  default void whatIsRepeatedHappensOnce() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    String deposit = "/account/" + customer.id() + "/deposit";

    for (int time = 0; time < 3; time++) {
      customer.post("/order", Shop.items(product, 2), KEY, "one-order").is(201);
      shop()
          .admin()
          .post(deposit, Shop.euros(50), KEY, "deposit-of-" + customer.id())
          .is(201);
    }

    List<JsonObject> orders = customer.get("/order").is(200).items();
    assertThat(orders).hasSize(1);
    shop().settled(customer, orders.get(0).getString("id"));
    assertThat(shop().balance(customer)).isEqualTo(850);
    shop().assertStock(product, 8);
  }

  @Test
  default void whoWaitedIsAnsweredTheSameAgainWhateverHasBecomeOfTheOrder() {
    Caller customer = shop().customer(1_000);
    JsonObject items = Shop.items(shop().product(100, 10), 2);
    String[] waiting = {KEY, "waited-for", "prefer", "wait=10"};

    Answer first = customer.post("/order", items, waiting).is(201);
    assertThat(first.text("status")).isEqualTo("CONFIRMED");
    customer.delete(first.header("location"), "prefer", "wait=10").is(202);

    customer.post("/order", items, waiting).repeats(first);
    customer.post("/order", items, KEY, "waited-for").repeats(first);
    assertThat(customer.get(first.header("location")).is(200).text("status"))
        .isEqualTo("CANCELLED");
  }

  @Test
  default void aKeyBelongsToItsUser() {
    JsonObject items = Shop.items(shop().product(1, 10), 1);
    String key = UUID.randomUUID().toString();

    String mine = shop().customer(10).post("/order", items, KEY, key).is(201).text("id");
    String theirs = shop().customer(10).post("/order", items, KEY, key).is(201).text("id");

    assertThat(theirs).isNotEqualTo(mine);
  }

  @Test
  default void whatFailedMayBeTriedAgain() {
    JsonObject taken = shop().product(100, 1);
    JsonObject same = Shop.goods(taken.getString("sku"));
    String key = UUID.randomUUID().toString();
    shop().merchant().post("/product", same, KEY, key).is(409);

    shop().merchant().delete("/product/" + taken.getString("id")).is(204);

    shop().merchant().post("/product", same, KEY, key).is(201);
  }

  @Test
  default void aKeyHasItsForm() {
    JsonObject items = Shop.items(shop().product(1, 10), 1);
    Caller customer = shop().customer(10);

    for (String bad : List.of("", "with space", "x".repeat(256), "tab\there")) {
      customer.post("/order", items, KEY, bad).is(400);
    }
    customer.post("/order", items, KEY, "!" + "x".repeat(253) + "~").is(201);
  }

  @Test
  default void ofManyAtOnceOneIsDoneAndTheOthersWaitOrAreAnsweredTheSame() {
    Caller customer = shop().customer(1_000);
    JsonObject items = Shop.items(shop().product(100, 10), 1);
    String key = UUID.randomUUID().toString();

    List<CompletableFuture<Answer>> sent = IntStream.range(0, 8)
        .mapToObj(i -> customer.send("POST", "/order", items, KEY, key))
        .toList();

    List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
    Answer after = customer.post("/order", items, KEY, key).is(201);
    for (Answer answer : answers) {
      if (answer.isGood()) {
        answer.repeats(after);
      } else {
        answer.is(409);
      }
    }
    assertThat(answers).anyMatch(Answer::isGood);
    assertThat(customer.get("/order").is(200).items()).hasSize(1);
  }
}
