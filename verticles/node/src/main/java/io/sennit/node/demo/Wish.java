package io.sennit.node.demo;

import java.util.ArrayList;
import java.util.List;

/** An order that a customer wants, and what the customer does about it when it is confirmed. */
record Wish(List<Line> lines, Then then) {

  enum Then {
    KEEP,
    AMEND,
    AMEND_TO_TOO_MUCH,
    CANCEL
  }

  /** @param goods the place in {@link Goods#ALL}, or {@link #UNKNOWN} */
  record Line(int goods, int quantity) {
    static final int UNKNOWN = -1;

    long price() {
      return goods == UNKNOWN ? 0 : Goods.ALL.get(goods).price() * quantity;
    }
  }

  Wish then(Then next) {
    return new Wish(lines, next);
  }

  /** One piece less of the first, or one more where there is only one. */
  List<Line> amended() {
    Line first = lines.get(0);
    int quantity = first.quantity() == 1 ? 2 : first.quantity() - 1;
    List<Line> amended = new ArrayList<>(lines);
    amended.set(0, new Line(first.goods(), quantity));
    return amended;
  }

  /** The most that it can come to. */
  long price() {
    return Math.max(price(lines), then == Then.AMEND ? price(amended()) : 0);
  }

  private static long price(List<Line> lines) {
    return lines.stream().mapToLong(Line::price).sum();
  }
}
