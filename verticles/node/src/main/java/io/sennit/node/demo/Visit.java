package io.sennit.node.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer in the shop, who orders one thing after the other. */
final class Visit {
  private final Shop shop;
  private final Person customer;
  private final List<String> products;
  private final Progress progress;

  /**
   * What came of a wish; what has become of the order the shop is asked later.
   *
   * @param took from placing the order until it was settled
   * @param refusal why it was not changed, if that was asked for and refused
   */
  record Outcome(Duration took, boolean amended, @Nullable String refusal) {}

  /** @param products their ids, in the order of {@link Goods#ALL} */
  Visit(Shop shop, Person customer, List<String> products, Progress progress) {
    this.shop = shop;
    this.customer = customer;
    this.products = products;
    this.progress = progress;
  }

  Outcome order(Wish wish) throws DemoFailure, InterruptedException {
    long began = System.nanoTime();
    JsonObject order = shop.settle(Ask.post("/order", items(wish.lines())).as(customer));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    progress.step();
    Outcome kept = new Outcome(took, false, null);
    if (!order.getString("status").equals("CONFIRMED")) {
      return kept;
    }
    String path = "/order/" + order.getString("id");
    return switch (wish.then()) {
      case KEEP -> kept;
      case CANCEL -> {
        shop.settle(Ask.delete(path).as(customer));
        progress.step();
        yield kept;
      }
      case AMEND -> amend(path, wish.amended(), took);
      case AMEND_TO_TOO_MUCH ->
        amend(path, List.of(new Wish.Line(Goods.SCARCE, Script.FEW + 1)), took);
    };
  }

  private Outcome amend(String path, List<Wish.Line> lines, Duration took)
      throws DemoFailure, InterruptedException {
    JsonObject order = shop.settle(Ask.put(path, items(lines)).as(customer));
    progress.step();
    JsonObject change = order.getJsonObject("change");
    return new Outcome(took, change == null, change == null ? null : change.getString("reason"));
  }

  private JsonObject items(List<Wish.Line> lines) {
    JsonArray items = new JsonArray();
    lines.forEach(line -> items.add(
        new JsonObject().put("productId", id(line.goods())).put("quantity", line.quantity())));
    return new JsonObject().put("items", items);
  }

  private String id(int goods) {
    return goods == Wish.Line.UNKNOWN ? UUID.randomUUID().toString() : products.get(goods);
  }
}
