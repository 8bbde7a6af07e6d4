package io.sennit.mesh.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which lanes of a node each lane of a caller keeps to, so that all of them get as much: as many
 * lanes for each caller, and as many callers for each lane. Those with the same number belong
 * together; in one process they are the same.
 */
final class LaneShares {
  private LaneShares() {}

  /** Whether so many callers and so many lanes come out even. */
  static boolean areEven(int callers, int lanes) {
    return callers % lanes == 0 || lanes % callers == 0;
  }

  /**
   * For each caller, numbered from 0, its lanes.
   *
   * @param lanes their numbers; with so many callers they come out even
   */
  static List<List<Integer>> of(int callers, List<Integer> lanes) {
    List<Integer> all = IntStream.range(0, callers).boxed().toList();
    List<List<Integer>> shares = new ArrayList<>();
    if (lanes.size() <= callers) {
      dealt(all, lanes).forEach(lane -> shares.add(List.of(lane)));
      return shares;
    }
    all.forEach(caller -> shares.add(new ArrayList<>()));
    List<Integer> owners = dealt(lanes, all);
    for (int i = 0; i < lanes.size(); i++) {
      shares.get(owners.get(i)).add(lanes.get(i));
    }
    return shares;
  }

  /** For each of many one of the few: its equal where there is one, and each of them as often. */
  private static List<Integer> dealt(List<Integer> many, List<Integer> few) {
    List<Integer> left = new ArrayList<>();
    for (int i = many.size() / few.size(); i > 0; i--) {
      left.addAll(few);
    }
    many.stream().filter(few::contains).forEach(left::remove);
    List<Integer> dealt = new ArrayList<>();
    for (Integer one : many) {
      dealt.add(few.contains(one) ? one : left.remove(0));
    }
    return dealt;
  }
}
