package io.sennit.bench.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What the public API shows to those who may see it all. */
record Sight(JsonArray orders, JsonArray accounts, JsonArray products) {

  Map<String, Rows> tables() {
    return Map.of(
        "seen_order",
        new Rows(
            "id text, \"userId\" text, status text, reason text, items jsonb, total jsonb, version int",
            orders),
        "seen_account",
        new Rows("\"userId\" text, balance jsonb", accounts),
        "seen_product",
        new Rows("id text, stock bigint", products));
  }

  /** Rows of a table, and its columns. */
  record Rows(String columns, JsonArray rows) {}

  /** Asks for everything: all orders page by page, then what the users and products were. */
  static Sight of(Session admin, History history) throws InterruptedException {
    JsonArray orders = new JsonArray();
    for (String after = ""; after != null; ) {
      JsonObject page =
          admin.ask(Request.get("/order?limit=100" + after, null, 200)).json();
      orders.addAll(page.getJsonArray("items"));
      String next = page.getString("next");
      after = next == null ? null : "&after=" + next;
    }
    return new Sight(
        orders,
        each(admin, "/account/", history.notes(History.Kind.REGISTERED)),
        each(admin, "/product/", history.notes(History.Kind.CREATED)));
  }

  private static JsonArray each(Session admin, String path, JsonArray notes)
      throws InterruptedException {
    JsonArray seen = new JsonArray();
    for (Object note : notes) {
      String id = ((JsonObject) note).getString("id");
      Answer answer = admin.ask(Request.get(path + id, null, 200));
      if (answer.isGood()) {
        seen.add(answer.json());
      }
    }
    return seen;
  }
}
