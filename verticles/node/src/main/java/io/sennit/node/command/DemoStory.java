package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happened in a demonstration, for its user to read. */
final class DemoStory {
  private static final Map<String, String> REASONS = new TreeMap<>(Map.of(
      "OUT_OF_STOCK", "more of it were wanted than there are",
      "PAYMENT_REFUSED", "the customer has not so much money",
      "UNKNOWN_PRODUCT", "nobody sells it"));

  private final JsonObject report;
  private final JsonObject orders;
  private final JsonObject money;

  DemoStory(JsonObject report) {
    this.report = report;
    this.orders = report.getJsonObject("orders");
    this.money = report.getJsonObject("money");
  }

  void print(PrintWriter out) {
    JsonObject millis = report.getJsonObject("settledMillis");
    out.println(report.getJsonArray("customers").size() + " customers placed "
        + orders.getInteger("placed") + " orders at the same time.");
    out.println();
    orders().print(out);
    out.println();
    products().print(out);
    out.println();
    out.println("stock   received = sold + left: " + verdict(report.getBoolean("stockAgrees")));
    out.println("money   deposits " + text(money.getJsonObject("deposits")) + " = balances "
        + text(money.getJsonObject("balances")) + " + revenue "
        + text(money.getJsonObject("revenue")) + ": " + verdict(money.getBoolean("agrees")));
    out.println("orders  each one placed is there once: " + verdict(orders.getBoolean("agree")));
    out.println("time    from placing one until it was settled: " + millis.getDouble("p50")
        + " ms (p50), " + millis.getDouble("p99") + " ms (p99)");
    out.println();
    next(out);
  }

  private Table orders() {
    Table table = new Table("ORDERS", "COUNT", "WHY");
    JsonObject counts = orders.getJsonObject("byStatus");
    table.row("CONFIRMED", count(counts, "CONFIRMED"), changes());
    table.row(
        "CANCELLED", count(counts, "CANCELLED"), "by the customer: stock returned, money refunded");
    JsonObject rejections = orders.getJsonObject("rejections");
    REASONS.forEach(
        (reason, words) -> table.row("REJECTED", count(rejections, reason), reason + ": " + words));
    return table;
  }

  private String changes() {
    String refused = orders.getJsonObject("amendmentsRefused").stream()
        .map(entry -> "; " + entry.getValue() + " stayed as it was: " + entry.getKey())
        .collect(Collectors.joining());
    return "of these " + orders.getInteger("amended") + " were changed later" + refused;
  }

  private Table products() {
    Table table = new Table("PRODUCT", "PRICE", "RECEIVED", "SOLD", "LEFT");
    Printer.items(report, "products")
        .forEach(product -> table.row(
            product.getString("name"),
            text(product.getJsonObject("price")),
            count(product, "received"),
            count(product, "sold"),
            count(product, "stock")));
    return table;
  }

  private void next(PrintWriter out) {
    String shop = report.getString("shop");
    JsonObject login = report.getJsonObject("login");
    out.println("Go on as one of the customers, and then as an operator:");
    out.println("  TOKEN=$(curl -s -H 'content-type: application/json' -d '" + login.encode() + "' "
        + shop + "/login | sed 's/.*\"token\":\"\\([^\"]*\\).*/\\1/')");
    out.println("  curl -H \"authorization: Bearer $TOKEN\" '" + shop + "/order?limit=3'");
    out.println("  curl -H \"authorization: Bearer $TOKEN\" " + shop + "/account");
    out.println("  curl '" + shop + "/product?q=" + report.getString("run") + "'");
    out.println("  ./sennit sagas");
    out.println("  ./sennit events --source /orders --limit 10");
  }

  private static String verdict(boolean agrees) {
    return agrees ? "agrees" : "DOES NOT AGREE";
  }

  private static String count(JsonObject counts, String name) {
    return counts.getLong(name, 0L).toString();
  }

  private static String text(JsonObject money) {
    return BigDecimal.valueOf(money.getLong("amount"), 2) + " " + money.getString("currency");
  }
}
