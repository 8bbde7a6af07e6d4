package io.sennit.bench.shop;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Sells products of its own: new ones, and others with another name, price or stock. */
final class Merchant implements Visitor {
  private static final int MOST_PRODUCTS = 20;
  private static final int LEAST_PRICE = 500;
  private static final int PRICES = 4_500;
  /** Every fifth product is one that there is never enough of. */
  private static final int SCARCE = 5;

  private static final int PLENTY = 200;

  private final Session session;
  private final Market market;
  private final String name;
  private final List<Own> products = new ArrayList<>();
  private int made;

  /** A product, and how often it was changed. */
  private static final class Own {
    private final String id;
    private final boolean scarce;
    private int changes;

    Own(String id, boolean scarce) {
      this.id = id;
      this.scarce = scarce;
    }
  }

  Merchant(Session session, Market market, String name) {
    this.session = session;
    this.market = market;
    this.name = name;
  }

  @Override
  public void visit() throws InterruptedException {
    if (products.size() < MOST_PRODUCTS && session.chance().nextInt(50) == 0) {
      create();
    } else {
      update(products.get(session.chance().nextInt(products.size())));
    }
  }

  void create() throws InterruptedException {
    boolean scarce = ++made % SCARCE == 0;
    JsonObject product = new JsonObject()
        .put("sku", name + "-" + made)
        .put("name", "The " + made + ". of " + name)
        .put("price", price())
        .put("stock", stock(scarce));
    Request request = Request.post("/product", product, 201).once(session.key());
    Answer answer = session.write(request);
    if (answer.isGood()) {
      JsonObject kept = answer.json();
      products.add(new Own(kept.getString("id"), scarce));
      market.sells(kept.getString("id"));
      session
          .history()
          .note(History.Kind.CREATED, told(request, kept).put("stock", kept.getLong("stock")));
    }
  }

  private void update(Own product) throws InterruptedException {
    JsonObject change = new JsonObject().put("stock", stock(product.scarce));
    if (session.chance().nextInt(3) == 0) {
      change.put("price", price()).put("name", "Another " + session.chance().nextInt(1_000));
    }
    Request request = Request.put("/product/" + product.id, change, 200).once(session.key());
    Answer answer = session.write(request);
    if (answer.isGood()) {
      session
          .history()
          .note(
              History.Kind.UPDATED, told(request, answer.json()).put("number", ++product.changes));
    }
  }

  private static JsonObject told(Request request, JsonObject product) {
    return new JsonObject()
        .put("key", request.key())
        .put("id", product.getString("id"))
        .put("name", product.getString("name"))
        .put("amount", product.getJsonObject("price").getLong("amount"));
  }

  private JsonObject price() {
    int amount = LEAST_PRICE + session.chance().nextInt(PRICES);
    return new JsonObject().put("amount", amount).put("currency", "EUR");
  }

  private int stock(boolean scarce) {
    return session.chance().nextInt(scarce ? SCARCE : PLENTY);
  }
}
