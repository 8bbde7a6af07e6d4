package io.sennit.orders;

import io.sennit.contracts.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an order shall consist of, and what that costs: pieces that it has already keep the price at
 * which they were bought, whatever has become of the product since; more of them cost what they
 * cost today.
 */
final class Repricing {
  private final List<Item> kept = new ArrayList<>();
  private final List<Line> more = new ArrayList<>();
  private final List<String> order;

  Repricing(List<Item> before, List<Line> wanted) {
    this.order = wanted.stream().map(Line::productId).toList();
    for (Line line : wanted) {
      int open = line.quantity();
      for (Item item : before) {
        if (item.productId().equals(line.productId()) && open > 0) {
          int pieces = Math.min(open, item.quantity());
          kept.add(item.of(pieces));
          open -= pieces;
        }
      }
      if (open > 0) {
        more.add(new Line(line.productId(), open));
      }
    }
  }

  /** What needs a price of today. */
  List<Line> more() {
    return more;
  }

  /** All items, with those that are new at their prices. */
  List<Item> with(List<Item> bought) {
    List<Item> all = new ArrayList<>(kept);
    for (Item item : bought) {
      int same = indexOfSame(all, item);
      if (same < 0) {
        all.add(item);
      } else {
        all.set(same, all.get(same).of(all.get(same).quantity() + item.quantity()));
      }
    }
    all.sort(Comparator.comparingInt(item -> order.indexOf(item.productId())));
    return all;
  }

  private static int indexOfSame(List<Item> items, Item wanted) {
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (item.productId().equals(wanted.productId())
          && item.unitPrice().equals(wanted.unitPrice())) {
        return i;
      }
    }
    return -1;
  }
}
