package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeded.class)
class RoundRobinTest {

  @Test
  void equalOnesComeStrictlyInTurn(Random random) {
    List<Stand> all = Stand.equal(7);
    Balancer<Stand> balancer = new RoundRobin<>(all, random);
    List<Stand> first = take(7, balancer);
    assertThat(first).containsExactlyInAnyOrderElementsOf(all);
    assertThat(take(7, balancer)).containsExactlyElementsOf(first);
  }

  @Test
  void aHeavyOneIsInterleavedWithTheOthers(Random random) {
    List<Stand> all = Stand.weighing(3, 1, 1, 1);
    Balancer<Stand> balancer = new RoundRobin<>(all, random);
    List<Stand> taken = take(6_000, balancer);
    assertThat(longestRun(taken, all.get(0))).isLessThanOrEqualTo(2);
    assertThat(longestRun(taken, all.get(1))).isEqualTo(1);
  }

  @Test
  void anyStretchHoldsToTheWeights(Random random) {
    List<Stand> all = Stand.weighing(5, 3, 2);
    Balancer<Stand> balancer = new RoundRobin<>(all, random);
    for (int i = 0; i < 1_000; i++) {
      List<Stand> ten = take(10, balancer);
      assertThat(ten).filteredOn(one -> one == all.get(0)).hasSizeBetween(4, 6);
      assertThat(ten).filteredOn(one -> one == all.get(2)).hasSizeBetween(1, 3);
    }
  }

  @Test
  void whoWasIneligibleDoesNotMakeUpForIt(Random random) {
    List<Stand> all = Stand.weighing(10, 1, 1);
    Balancer<Stand> balancer = new RoundRobin<>(all, random);
    for (int i = 0; i < 1_000; i++) {
      balancer.pick(Keys.NONE, one -> one != all.get(0));
    }
    assertThat(take(120, balancer)).filteredOn(one -> one == all.get(0)).hasSizeBetween(98, 102);
  }

  @Test
  // Nothing relies on the scheduler here: the worse it interleaves the threads, the better.
  @SuppressWarnings("ThreadPriorityCheck")
  void turnsAreNotLostBetweenThreads(Random random) throws Exception {
    List<Stand> all = Stand.weighing(1, 2, 3, 4);
    Balancer<Stand> balancer = new RoundRobin<>(all, random);
    Predicate<Stand> givingWay = any -> {
      // In the middle of a pick: whoever could come in between does.
      Thread.yield();
      return true;
    };
    Callable<Map<Stand, Integer>> caller = () -> {
      Map<Stand, Integer> picks = new HashMap<>();
      for (int i = 0; i < 10_000; i++) {
        picks.merge(balancer.pick(Keys.NONE, givingWay), 1, Integer::sum);
      }
      return picks;
    };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (var picks : threads.invokeAll(Collections.nCopies(4, caller))) {
        picks.get().forEach((one, times) -> one.picks += times);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(all)
        .allSatisfy(one ->
            assertThat((double) one.picks).isCloseTo(40_000 * one.weightOf(all), within(2.0)));
  }

  private static List<Stand> take(int times, Balancer<Stand> balancer) {
    List<Stand> taken = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      taken.add(balancer.pick(Keys.NONE, any -> true));
    }
    return taken;
  }

  private static int longestRun(List<Stand> taken, Stand of) {
    int longest = 0;
    int run = 0;
    for (Stand one : taken) {
      run = one == of ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
