package io.sennit.bench.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Places orders, changes and cancels some of them, and looks what became of them. */
final class Customer implements Visitor {
  private static final int REMEMBERED = 20;
  private static final int MOST_LINES = 3;
  private static final int MOST_PIECES = 3;
  private static final int WAIT_SECONDS = 5;
  private static final String UNKNOWN = "00000000-0000-7000-8000-000000000404";

  private final Session session;
  private final Market market;
  private final String id;
  private final Random chance;
  private final List<String> orders = new ArrayList<>();
  private final Deque<Written> written = new ArrayDeque<>();

  /** A request that was answered, to be sent again. */
  private record Written(Request request, Answer answer) {}

  Customer(Session session, Market market, String id) {
    this.session = session;
    this.market = market;
    this.id = id;
    this.chance = session.chance();
  }

  @Override
  public void visit() throws InterruptedException {
    int dice = orders.isEmpty() ? 0 : chance.nextInt(100);
    if (dice < 50) {
      place();
    } else if (dice < 58) {
      amend(anyOrder());
    } else if (dice < 65) {
      cancel(anyOrder());
    } else if (dice < 70) {
      Written earlier = Objects.requireNonNull(written.peekFirst());
      session.repeat(earlier.request(), earlier.answer());
    } else if (dice < 88) {
      session.ask(Request.get("/order/" + anyOrder(), null, 200));
    } else if (dice < 95) {
      session.ask(Request.get("/order?limit=5", null, 200));
    } else {
      session.ask(Request.get("/account", null, 200));
    }
  }

  private void place() throws InterruptedException {
    Request request = written(Request.post("/order", items(chance.nextInt(25) == 0), 201));
    Answer answer = session.write(request);
    if (answer.isGood()) {
      JsonObject order = answer.json();
      remember(order.getString("id"), request, answer);
      session
          .history()
          .note(
              History.Kind.PLACED,
              note(request, order.getString("id"))
                  .put("items", order.getJsonArray("items"))
                  .put("total", order.getJsonObject("total")));
    }
  }

  private void amend(String order) throws InterruptedException {
    // 409: it is not confirmed, or another change of it has not settled.
    Request request = written(Request.put("/order/" + order, items(false), 200, 409));
    Answer answer = session.write(request);
    if (answer.isGood()) {
      JsonObject now = answer.json();
      JsonObject change = now.getJsonObject("change");
      // Where it has settled already, what was asked for is what the order is, or why it is not.
      JsonArray items = (change == null ? now : change).getJsonArray("items");
      session.history().note(History.Kind.AMENDED, note(request, order).put("items", items));
    }
  }

  private void cancel(String order) throws InterruptedException {
    // 409: it was rejected.
    Request request = written(Request.delete("/order/" + order, 202, 409));
    Answer answer = session.write(request);
    if (answer.isGood()) {
      session.history().note(History.Kind.CANCELLED, note(request, order));
    }
  }

  private Request written(Request request) {
    Request once = request.once(session.key());
    return chance.nextInt(3) == 0 ? once.patient(WAIT_SECONDS) : once;
  }

  private JsonObject items(boolean withUnknown) {
    Set<String> products = new LinkedHashSet<>();
    int lines = 1 + chance.nextInt(MOST_LINES);
    for (int i = 0; i < lines; i++) {
      products.add(market.anyProduct(chance));
    }
    if (withUnknown) {
      products.add(UNKNOWN);
    }
    JsonArray items = new JsonArray();
    products.forEach(product -> items.add(new JsonObject()
        .put("productId", product)
        .put("quantity", 1 + chance.nextInt(MOST_PIECES))));
    return new JsonObject().put("items", items);
  }

  private JsonObject note(Request request, String order) {
    return new JsonObject().put("key", request.key()).put("owner", id).put("id", order);
  }

  private void remember(String order, Request request, Answer answer) {
    orders.add(order);
    written.add(new Written(request, answer));
    if (orders.size() > REMEMBERED) {
      orders.remove(0);
      written.removeFirst();
    }
  }

  private String anyOrder() {
    return orders.get(chance.nextInt(orders.size()));
  }
}
