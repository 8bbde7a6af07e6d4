package io.sennit.node.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is played. The same numbers and the same seed always ask for the same, and how many orders
 * end in which way does not depend on who is faster.
 */
public final class Script {
  public static final int LEAST_CUSTOMERS = 2;
  public static final int MOST_CUSTOMERS = 200;
  public static final int LEAST_ORDERS = 10;
  public static final int MOST_ORDERS = 10_000;

  /** So many of what is scarce; the first so many get it. */
  static final int FEW = 3;

  private static final int ONE_IN = 8;
  private static final int MOST_PIECES = 3;
  private static final long POCKET_MONEY = 2_000;
  private static final long ROUND = 10_000;

  private final List<List<Wish>> wishes;
  private final int plenty;

  public Script(int customers, int orders, long seed) {
    Random random = new Random(seed);
    this.plenty = orders * (MOST_PIECES + 1);
    this.wishes = IntStream.range(0, customers)
        .mapToObj(customer -> (List<Wish>) new ArrayList<Wish>())
        .toList();
    // The last one has little money and comes for one thing only.
    wishes.get(customers - 1).add(one(Goods.DEAR));
    List<Wish> others = others(orders - 1, random);
    for (int i = 0; i < others.size(); i++) {
      wishes.get(i % (customers - 1)).add(others.get(i));
    }
  }

  private static List<Wish> others(int count, Random random) {
    int scarce = Math.max(FEW + 1, count / ONE_IN);
    int ordinary = count - scarce - 1;
    int some = Math.max(1, ordinary / ONE_IN);
    List<Wish> others = new ArrayList<>();
    for (int i = 0; i < ordinary; i++) {
      others.add(ordinary(random).then(then(i, some)));
    }
    for (int i = 0; i < scarce; i++) {
      others.add(one(Goods.SCARCE));
    }
    others.add(one(Wish.Line.UNKNOWN));
    Collections.shuffle(others, random);
    return others;
  }

  private static Wish.Then then(int i, int some) {
    if (i == 0) {
      return Wish.Then.AMEND_TO_TOO_MUCH;
    }
    if (i <= some) {
      return Wish.Then.AMEND;
    }
    return i <= 2 * some ? Wish.Then.CANCEL : Wish.Then.KEEP;
  }

  private static Wish one(int goods) {
    return new Wish(List.of(new Wish.Line(goods, 1)), Wish.Then.KEEP);
  }

  private static Wish ordinary(Random random) {
    List<Integer> shelf = new ArrayList<>(
        IntStream.range(Goods.FIRST_ORDINARY, Goods.ALL.size()).boxed().toList());
    Collections.shuffle(shelf, random);
    List<Wish.Line> lines = shelf.subList(0, 1 + random.nextInt(2)).stream()
        .map(goods -> new Wish.Line(goods, 1 + random.nextInt(MOST_PIECES)))
        .toList();
    return new Wish(lines, Wish.Then.KEEP);
  }

  int customers() {
    return wishes.size();
  }

  List<Wish> wishes(int customer) {
    return wishes.get(customer);
  }

  /** Enough for all wishes, except for the one who has little. */
  long deposit(int customer) {
    if (customer == customers() - 1) {
      return POCKET_MONEY;
    }
    long wanted = wishes(customer).stream().mapToLong(Wish::price).sum();
    return (wanted / ROUND + 1) * ROUND;
  }

  int stock(int goods) {
    return goods == Goods.SCARCE ? FEW : plenty;
  }

  /** So many wishes, and so many changes and cancellations of what was ordered. */
  int steps() {
    return (int) wishes.stream()
        .flatMap(List::stream)
        .mapToLong(wish -> wish.then() == Wish.Then.KEEP ? 1 : 2)
        .sum();
  }
}
