package io.sennit.node.demo;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Something the merchant sells.
 *
 * @param price in cents
 */
record Goods(String name, long price) {
  /** Only a few pieces of it are there, and more customers want one. */
  static final int SCARCE = 0;
  /** Nobody with little money can afford it. */
  static final int DEAR = 1;

  static final int FIRST_ORDINARY = 2;

  static final List<Goods> ALL = List.of(
      new Goods("Brass telescope", 24_900),
      new Goods("Touring bicycle", 149_900),
      new Goods("Espresso cup", 1_290),
      new Goods("Wool blanket", 6_450),
      new Goods("Desk lamp", 4_995),
      new Goods("Fountain pen", 3_800),
      new Goods("Field notebook", 750),
      new Goods("Walnut chessboard", 8_900));

  static JsonObject money(long cents) {
    return new JsonObject().put("amount", cents).put("currency", "EUR");
  }
}
