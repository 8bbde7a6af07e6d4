package io.sennit.node.demo;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the merchant of one run sells. */
final class Assortment {
  private final Shop shop;
  private final Script script;
  private final String run;

  Assortment(Shop shop, Script script, String run) {
    this.shop = shop;
    this.script = script;
    this.run = run;
  }

  /** Their ids, in the order of {@link Goods#ALL}. */
  List<String> offer(Person merchant, Progress progress) throws DemoFailure, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < Goods.ALL.size(); i++) {
      ids.add(shop.ask(Ask.post("/product", product(i)).as(merchant)).getString("id"));
      progress.step();
    }
    return ids;
  }

  private JsonObject product(int goods) {
    return new JsonObject()
        .put("sku", "DEMO-" + run + "-" + (goods + 1))
        .put("name", Goods.ALL.get(goods).name())
        .put("price", Goods.money(Goods.ALL.get(goods).price()))
        .put("stock", script.stock(goods));
  }

  /**
   * As they are now, in the same order: a search reads them all at one moment, and none of them
   * from a cache.
   */
  List<JsonObject> found(Person merchant) throws DemoFailure, InterruptedException {
    return shop.list("/product?q=" + run, merchant).stream()
        .sorted(Comparator.comparing(product -> product.getString("sku")))
        .toList();
  }
}
