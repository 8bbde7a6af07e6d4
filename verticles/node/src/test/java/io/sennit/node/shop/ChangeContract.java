package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that are changed or cancelled after they were confirmed. */
interface ChangeContract extends Contract {
  @Test
  default void whoWantsMorePaysTheDifference() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    JsonObject order = shop().order(customer, product, 2);

    Answer amended =
        customer.put(path(order), Shop.items(product, 5), waiting()).is(200);

    assertThat(amended.text("status")).isEqualTo("CONFIRMED");
    assertThat(quantity(amended.json())).isEqualTo(5);
    assertThat(amended.json().getJsonObject("total")).isEqualTo(Shop.euros(500));
    assertThat(amended.json().getInteger("version")).isGreaterThan(order.getInteger("version"));
    assertThat(amended.json().containsKey("change")).isFalse();
    assertThat(customer.get(path(order)).is(200).json()).isEqualTo(amended.json());
    assertThat(shop().balance(customer)).isEqualTo(500);
    shop().assertStock(product, 5);
  }

  @Test
  default void whoWantsLessGetsTheDifferenceBack() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    JsonObject order = shop().order(customer, product, 6);

    Answer amended = customer.put(path(order), Shop.items(product, 1)).is(200);

    assertThat(amended.header("etag")).isNotEmpty();
    JsonObject settled = shop().settled(customer, order.getString("id"));
    assertThat(quantity(settled)).isEqualTo(1);
    assertThat(shop().balance(customer)).isEqualTo(900);
    shop().assertStock(product, 9);
  }

  @Test
  default void oneProductTakesThePlaceOfAnother() {
    Caller customer = shop().customer(1_000);
    JsonObject before = shop().product(100, 10);
    JsonObject after = shop().product(30, 10);
    JsonObject order = shop().order(customer, before, 4);

    customer.put(path(order), Shop.items(after, 2), waiting()).is(200);

    assertThat(shop().balance(customer)).isEqualTo(940);
    shop().assertStock(before, 10);
    shop().assertStock(after, 8);
  }

  @ParameterizedTest
  @CsvSource({"OUT_OF_STOCK, 11", "PAYMENT_REFUSED, 9", "UNKNOWN_PRODUCT, 1"})
  default void aChangeThatCannotBeLeavesTheOrderAsItWasAndSaysWhy(String reason, int quantity) {
    Caller customer = shop().customer(800);
    JsonObject product = shop().product(100, 10);
    JsonObject order = shop().order(customer, product, 2);
    JsonObject wanted = reason.equals("UNKNOWN_PRODUCT")
        ? Shop.items(OrderContract.UNKNOWN, quantity)
        : Shop.items(product, quantity);

    JsonObject answer = customer.put(path(order), wanted, waiting()).is(200).json();

    for (String same : List.of("status", "items", "total")) {
      assertThat(answer.getValue(same)).as(same).isEqualTo(order.getValue(same));
    }
    JsonObject change = answer.getJsonObject("change");
    assertThat(change.getString("state")).isEqualTo("REJECTED");
    assertThat(change.getString("reason")).isEqualTo(reason);
    assertThat(shop().balance(customer)).isEqualTo(600);
    shop().assertStock(product, 8);
    // It bars nothing that can be.
    customer.put(path(order), Shop.items(product, 3), waiting()).is(200);
    assertThat(shop().balance(customer)).isEqualTo(500);
    shop().assertStock(product, 7);
  }

  @Test
  default void onlyAConfirmedOrderIsChanged() {
    Caller customer = shop().customer(100);
    JsonObject product = shop().product(100, 10);
    JsonObject rejected = shop().order(customer, product, 2);
    JsonObject cancelled = shop().order(customer, product, 1);
    customer.delete(path(cancelled), waiting()).is(202);

    customer.put(path(rejected), Shop.items(product, 1)).is(409);
    customer.put(path(cancelled), Shop.items(product, 1)).is(409);
    customer.delete(path(rejected)).is(409);
    assertThat(customer.delete(path(cancelled)).is(202).text("status")).isEqualTo("CANCELLED");
    assertThat(shop().balance(customer)).isEqualTo(100);
    shop().assertStock(product, 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                         | items",
        "{'items':[{'productId':'x','quantity':0}]} | items.0.productId items.0.quantity",
        "{'items':[{'productId':'019aa000-0000-7000-8000-000000000000','quantity':1}],"
            + "'status':'CANCELLED','userId':'x','version':7} | status userId version",
        "{'id':'x'}                                 | id items",
      })
  default void aChangeOfAnOrderIsRefusedWithEveryFieldAtFault(String body, String fields) {
    String path = "/order/" + OrderContract.UNKNOWN;

    shop().stranger().put(path, new JsonObject(body.replace('\'', '"'))).names(fields.split(" "));
  }

  @Test
  default void onlyWhoKnowsTheOrderOfNowChangesIt() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    JsonObject order = shop().order(customer, product, 1);
    String old = customer.get(path(order)).is(200).header("etag");

    customer
        .put(path(order), Shop.items(product, 2), "if-match", old, "prefer", "wait=10")
        .is(200);

    customer.put(path(order), Shop.items(product, 3), "if-match", old).is(412);
    customer.delete(path(order), "if-match", old).is(412);
    shop().admin().delete(path(order), "if-match", old).is(412);
    assertThat(shop().balance(customer)).isEqualTo(800);
    String now = customer.get(path(order)).is(200).header("etag");
    assertThat(now).isNotEqualTo(old);
    customer.delete(path(order), "if-match", now).is(202);
  }

  @Test
  default void whatIsCancelledIsReturnedAndPaidBack() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    JsonObject order = shop().order(customer, product, 4);
    shop().assertStock(product, 6);

    customer.delete(path(order)).is(202);

    JsonObject settled = shop().settled(customer, order.getString("id"));
    assertThat(settled.getString("status")).isEqualTo("CANCELLED");
    assertThat(settled.getJsonArray("items")).isEqualTo(order.getJsonArray("items"));
    assertThat(shop().balance(customer)).isEqualTo(1_000);
    shop().assertStock(product, 10);
  }

  @Test
  default void anAdministratorCancelsAndTheCustomerIsPaidBack() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    JsonObject order = shop().order(customer, product, 4);

    Answer cancelled = shop().admin().delete(path(order), waiting()).is(202);

    assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
    assertThat(shop().balance(customer)).isEqualTo(1_000);
    shop().assertStock(product, 10);
  }

  @Test
  default void whoCancelsBeforeItIsSettledPaysNothingInTheEnd() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    String order = customer.post("/order", Shop.items(product, 4)).is(201).text("id");

    Answer cancelled = customer.delete("/order/" + order, waiting()).is(202);

    assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
    assertThat(shop().balance(customer)).isEqualTo(1_000);
    shop().assertStock(product, 10);
  }

  /** Both have seen the same order. Whatever comes first, stock and money fit what it ends as. */
  @Test
  default void ofAChangeAndACancellationAtOnceNeitherIsHalfDone() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(100, 10);
    for (int round = 0; round < 5; round++) {
      JsonObject order = shop().order(customer, product, 2);
      String seen = customer.get(path(order)).is(200).header("etag");

      CompletableFuture<Answer> amending =
          customer.send("PUT", path(order), Shop.items(product, 5), "if-match", seen);
      CompletableFuture<Answer> again =
          customer.send("PUT", path(order), Shop.items(product, 7), "if-match", seen);
      Answer cancelling = customer.delete(path(order), "if-match", seen);

      assertThat(amending.join().status()).isIn(200, 409, 412);
      assertThat(again.join().status()).isIn(200, 409, 412);
      assertThat(List.of(amending.join().isGood(), again.join().isGood()))
          .as("of two changes at once one is refused")
          .contains(false);
      assertThat(cancelling.status()).isIn(202, 412);
      JsonObject settled = shop().settled(customer, order.getString("id"));
      boolean cancelled = settled.getString("status").equals("CANCELLED");
      assertThat(cancelled).as(settled.encode()).isEqualTo(cancelling.isGood());
      long left = cancelled ? 10 : 10 - quantity(settled);
      assertThat(shop().balance(customer)).isEqualTo(left * 100);
      shop().assertStock(product, left);
      customer.delete(path(order), waiting()).is(202);
    }
    assertThat(shop().balance(customer)).isEqualTo(1_000);
    shop().assertStock(product, 10);
  }

  private static String[] waiting() {
    return new String[] {"prefer", "wait=10"};
  }

  private static String path(JsonObject order) {
    return "/order/" + order.getString("id");
  }

  private static int quantity(JsonObject order) {
    return order.getJsonArray("items").getJsonObject(0).getInteger("quantity");
  }
}
