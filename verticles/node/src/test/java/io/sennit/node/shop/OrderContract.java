package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders: placed, settled one way or the other, and read. */
interface OrderContract extends Contract {
  String UNKNOWN = "019aa000-0000-7000-8000-000000000000";

  @Test
  default void anOrderIsThereAtOnceAndConfirmedSoon() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(250, 10);

    Answer placed = customer.post("/order", Shop.items(product, 3)).is(201);

    JsonObject order = placed.json();
    assertThat(order.fieldNames())
        .containsExactlyInAnyOrder(
            "id", "userId", "status", "items", "total", "createdAt", "updatedAt", "version");
    assertThat(UUID.fromString(order.getString("id")).version()).isEqualTo(7);
    assertThat(order.getString("userId")).isEqualTo(customer.id());
    assertThat(order.getString("status")).isEqualTo("PENDING");
    assertThat(order.getJsonArray("items")).containsExactly(line(product, 250, 3));
    assertThat(order.getJsonObject("total")).isEqualTo(Shop.euros(750));
    assertThat(order.getInteger("version")).isEqualTo(1);
    assertThat(placed.header("location")).isEqualTo("/order/" + order.getString("id"));

    JsonObject settled = shop().settled(customer, order.getString("id"));
    assertThat(settled.getString("status")).isEqualTo("CONFIRMED");
    assertThat(settled.getInteger("version")).isEqualTo(2);
    for (String same : List.of("id", "userId", "items", "total", "createdAt")) {
      assertThat(settled.getValue(same)).isEqualTo(order.getValue(same));
    }
    assertThat(shop().balance(customer)).isEqualTo(250);
    shop().assertStock(product, 7);
  }

  @Test
  default void whoPrefersToWaitGetsTheOutcome() {
    Caller customer = shop().customer(1_000);

    Answer placed =
        customer.post("/order", Shop.items(shop().product(250, 10), 3), "prefer", "wait=10");

    assertThat(placed.is(201).text("status")).isEqualTo("CONFIRMED");
    assertThat(customer.get(placed.header("location")).is(200).json()).isEqualTo(placed.json());
  }

  @Test
  default void whatIsNotThereIsNotSold() {
    Caller customer = shop().customer(1_000);
    JsonObject rare = shop().product(10, 2);
    JsonObject plenty = shop().product(10, 100);
    JsonObject both = items(Shop.items(plenty, 1), Shop.items(rare, 3));

    JsonObject order =
        customer.post("/order", both, "prefer", "wait=10").is(201).json();

    assertRejected(customer, order, "OUT_OF_STOCK");
    assertThat(shop().balance(customer)).isEqualTo(1_000);
    shop().assertStock(rare, 2);
    shop().assertStock(plenty, 100);
  }

  @Test
  default void whoCannotPayGetsNothing() {
    Caller customer = shop().customer(99);
    JsonObject product = shop().product(50, 10);

    assertRejected(customer, shop().order(customer, product, 2), "PAYMENT_REFUSED");
    assertThat(shop().balance(customer)).isEqualTo(99);
    shop().assertStock(product, 10);
    assertRejected(
        shop().stranger(), shop().order(shop().stranger(), product, 1), "PAYMENT_REFUSED");
    shop().assertStock(product, 10);
  }

  @Test
  default void whatNobodySellsIsRejected() {
    Caller customer = shop().customer(1_000);
    JsonObject plenty = shop().product(10, 100);
    JsonObject gone = shop().product(10, 100);
    shop().merchant().delete("/product/" + gone.getString("id")).is(204);

    for (JsonObject unknown :
        List.of(Shop.items(UNKNOWN, 1), items(Shop.items(plenty, 1), Shop.items(gone, 1)))) {
      JsonObject order =
          customer.post("/order", unknown, "prefer", "wait=10").is(201).json();
      assertRejected(customer, order, "UNKNOWN_PRODUCT");
    }
    assertThat(shop().balance(customer)).isEqualTo(1_000);
    shop().assertStock(plenty, 100);
  }

  private void assertRejected(Caller customer, JsonObject order, String reason) {
    assertThat(order.getString("status")).as(order.encode()).isEqualTo("REJECTED");
    assertThat(order.getString("reason")).isEqualTo(reason);
    assertThat(customer.get("/order/" + order.getString("id")).is(200).json()).isEqualTo(order);
  }

  @Test
  default void anOrderKeepsThePricesOfItsDay() {
    Caller customer = shop().customer(1_000);
    JsonObject product = shop().product(250, 10);
    JsonObject order = shop().order(customer, product, 1);

    shop()
        .merchant()
        .put(
            "/product/" + product.getString("id"),
            new JsonObject().put("name", "Dearer").put("price", Shop.euros(999)))
        .is(200);

    assertThat(customer.get("/order/" + order.getString("id")).is(200).json()).isEqualTo(order);
    assertThat(shop().balance(customer)).isEqualTo(750);
  }

  @Test
  default void anOrderHasOneCurrency() {
    JsonObject dollars =
        Shop.goods(shop().fresh()).put("price", Shop.euros(5).put("currency", "USD"));
    JsonObject american = shop().merchant().post("/product", dollars).is(201).json();

    shop()
        .stranger()
        .post("/order", items(Shop.items(shop().product(5, 1), 1), Shop.items(american, 1)))
        .names("items");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                        | items",
        "{'items':{}}                                              | items",
        "{'items':[]}                                              | items",
        "{'items':[{}]}                                            | items.0.productId items.0.quantity",
        "{'items':[{'productId':'x','quantity':0}]}                | items.0.productId items.0.quantity",
        "{'items':[{'productId':7,'quantity':1.5}]}                | items.0.productId items.0.quantity",
        "{'items':[{'productId':'019aa000-0000-7000-8000-000000000000','quantity':10001}]}"
            + "| items.0.quantity",
        "{'items':[{'productId':'019aa000-0000-7000-8000-000000000000','quantity':1,"
            + "'unitPrice':{'amount':1,'currency':'EUR'},'name':'x'}]} | items.0.unitPrice items.0.name",
        "{'items':[{'productId':'019aa000-0000-7000-8000-000000000000','quantity':1},"
            + "{'productId':'019aa000-0000-7000-8000-000000000000','quantity':1}]} | items.1.productId",
        "{'items':[{'productId':'019aa000-0000-7000-8000-000000000000','quantity':1}],"
            + "'userId':'x','status':'CONFIRMED','total':{},'version':1,'gift':true}"
            + "| userId status total version gift",
      })
  default void anOrderIsRefusedWithEveryFieldAtFault(String body, String fields) {
    shop()
        .stranger()
        .post("/order", new JsonObject(body.replace('\'', '"')))
        .names(fields.split(" "));
  }

  @Test
  default void aCustomerListsItsOwnOrdersNewestFirst() {
    Caller customer = shop().customer(20);
    JsonObject product = shop().product(10, 100);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, shop().order(customer, product, 1).getString("id"));
    }

    List<String> seen = new ArrayList<>();
    String after = "";
    while (after != null) {
      Answer page = customer.get("/order?limit=2" + after).is(200);
      page.items().forEach(order -> seen.add(order.getString("id")));
      after = page.text("next") == null ? null : "&after=" + page.text("next");
    }

    assertThat(seen).containsExactlyElementsOf(ids);
    assertThat(ids(customer.get("/order?status=CONFIRMED"))).isEqualTo(ids.subList(3, 5));
    assertThat(ids(customer.get("/order?status=REJECTED"))).isEqualTo(ids.subList(0, 3));
    assertThat(ids(customer.get("/order?status=CANCELLED"))).isEmpty();
    assertThat(ids(shop().stranger().get("/order"))).doesNotContainAnyElementsOf(ids);
    assertThat(ids(shop().admin().get("/order?limit=100"))).containsAll(ids);
  }

  private static List<String> ids(Answer page) {
    return page.is(200).items().stream().map(order -> order.getString("id")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0 limit",
        "limit=101 limit",
        "after=x after",
        "status=LOST status",
        "sort=x sort"
      })
  default void whatIsNoPageOfOrdersIsRefused(String queryAndField) {
    String[] parts = queryAndField.split(" ");

    shop().stranger().get("/order?" + parts[0]).names(parts[1]);
  }

  @Test
  default void whatIsNoOrderIsNotFound() {
    Caller customer = shop().stranger();
    JsonObject some = Shop.items(shop().product(1, 1), 1);

    for (Caller caller : List.of(customer, shop().admin())) {
      caller.get("/order/" + UNKNOWN).is(404);
      caller.delete("/order/" + UNKNOWN).is(404);
      caller.get("/order/no-id").names("id");
      caller.delete("/order/no-id").names("id");
    }
    customer.put("/order/" + UNKNOWN, some).is(404);
    customer.put("/order/no-id", some).names("id");
  }

  private static JsonObject items(JsonObject... orders) {
    JsonArray all = new JsonArray();
    Stream.of(orders).forEach(order -> all.addAll(order.getJsonArray("items")));
    return new JsonObject().put("items", all);
  }

  private static JsonObject line(JsonObject product, long cents, int quantity) {
    return new JsonObject()
        .put("productId", product.getString("id"))
        .put("name", product.getString("name"))
        .put("unitPrice", Shop.euros(cents))
        .put("quantity", quantity);
  }
}
