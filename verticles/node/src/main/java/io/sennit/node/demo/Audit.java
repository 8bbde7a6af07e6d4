package io.sennit.node.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the shop has after the demonstration, and whether it is what it should have. */
final class Audit {
  private final Script script;
  private final List<Visit.Outcome> outcomes;
  private final List<Account> accounts;
  private final List<JsonObject> products;

  /** What a customer sees of money and orders. */
  record Account(Person owner, long balance, List<JsonObject> orders) {
    static Account of(Shop shop, Person owner) throws DemoFailure, InterruptedException {
      JsonObject account = shop.ask(Ask.get("/account").as(owner));
      return new Account(
          owner,
          account.getJsonObject("balance").getLong("amount"),
          shop.list("/order?limit=100", owner));
    }
  }

  /**
   * Of what the customers did and what the shop says of it.
   *
   * @param accounts in the order of the script's customers
   */
  Audit(
      Script script,
      List<Visit.Outcome> outcomes,
      List<Account> accounts,
      List<JsonObject> products) {
    this.script = script;
    this.outcomes = outcomes;
    this.accounts = accounts;
    this.products = products;
  }

  JsonObject report() {
    JsonObject orders = orders();
    JsonObject money = money();
    JsonArray shelves = shelves();
    boolean stockAgrees = shelves.size() == Goods.ALL.size()
        && shelves.stream()
            .map(JsonObject.class::cast)
            .allMatch(shelf ->
                shelf.getLong("received") == shelf.getLong("sold") + shelf.getLong("stock"));
    return new JsonObject()
        .put("agrees", orders.getBoolean("agree") && money.getBoolean("agrees") && stockAgrees)
        .put("orders", orders)
        .put("money", money)
        .put("stockAgrees", stockAgrees)
        .put("products", shelves)
        .put("customers", customers())
        .put("settledMillis", settledMillis());
  }

  private Stream<JsonObject> all() {
    return accounts.stream().flatMap(account -> account.orders().stream());
  }

  private Stream<JsonObject> confirmed() {
    return all().filter(order -> order.getString("status").equals("CONFIRMED"));
  }

  private JsonObject orders() {
    return new JsonObject()
        .put("placed", outcomes.size())
        .put("agree", all().count() == outcomes.size())
        .put("byStatus", count(all().map(order -> order.getString("status"))))
        .put(
            "rejections",
            count(all()
                .filter(order -> order.containsKey("reason"))
                .map(order -> order.getString("reason"))))
        .put("amended", outcomes.stream().filter(Visit.Outcome::amended).count())
        .put(
            "amendmentsRefused",
            count(outcomes.stream().flatMap(outcome -> Stream.ofNullable(outcome.refusal()))));
  }

  private static JsonObject count(Stream<String> words) {
    Map<String, Object> counts = new TreeMap<>(
        words.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    return new JsonObject(counts);
  }

  private JsonObject money() {
    long deposits = 0;
    for (int i = 0; i < accounts.size(); i++) {
      deposits += script.deposit(i);
    }
    long balances = accounts.stream().mapToLong(Account::balance).sum();
    long revenue = confirmed()
        .mapToLong(order -> order.getJsonObject("total").getLong("amount"))
        .sum();
    return new JsonObject()
        .put("deposits", Goods.money(deposits))
        .put("balances", Goods.money(balances))
        .put("revenue", Goods.money(revenue))
        .put("agrees", deposits == balances + revenue);
  }

  private JsonArray shelves() {
    Map<String, Long> sold = confirmed()
        .flatMap(order -> order.getJsonArray("items").stream())
        .map(JsonObject.class::cast)
        .collect(Collectors.groupingBy(
            item -> item.getString("productId"),
            Collectors.summingLong(item -> item.getLong("quantity"))));
    JsonArray shelves = new JsonArray();
    for (int i = 0; i < products.size(); i++) {
      JsonObject product = products.get(i);
      shelves.add(new JsonObject()
          .put("id", product.getString("id"))
          .put("sku", product.getString("sku"))
          .put("name", product.getString("name"))
          .put("price", product.getJsonObject("price"))
          .put("received", script.stock(i))
          .put("sold", sold.getOrDefault(product.getString("id"), 0L))
          .put("stock", product.getLong("stock")));
    }
    return shelves;
  }

  private JsonArray customers() {
    JsonArray customers = new JsonArray();
    for (int i = 0; i < accounts.size(); i++) {
      customers.add(accounts
          .get(i)
          .owner()
          .toJson()
          .put("deposited", Goods.money(script.deposit(i)))
          .put("balance", Goods.money(accounts.get(i).balance())));
    }
    return customers;
  }

  private JsonObject settledMillis() {
    List<Duration> times = outcomes.stream().map(Visit.Outcome::took).sorted().toList();
    return new JsonObject().put("p50", percentile(times, 50)).put("p99", percentile(times, 99));
  }

  /** The least time within which at least so many in a hundred were done. */
  private static double percentile(List<Duration> sorted, int share) {
    int rank = Math.max(1, (sorted.size() * share + 99) / 100);
    return Math.round(sorted.get(rank - 1).toNanos() / 100_000.0) / 10.0;
  }
}
