package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.policy.Retries;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final TimeByHand time = new TimeByHand();
  private final RetryBudget budget = budgetOf(0.2, 10);

  @Test
  void aFewRepetitionsAreAllowedHoweverFewCallsThereAre() {
    assertThat(takenOf(20)).isEqualTo(10);
  }

  @Test
  void ofManyCallsOneInFiveMayBeRepeated() {
    called(1_000);
    assertThat(budget.left()).isEqualTo(200);
    assertThat(takenOf(1_000)).isEqualTo(200);
    assertThat(budget.left()).isZero();
  }

  @Test
  void theLargerOfFloorAndShareCountsNotTheirSum() {
    called(50);
    assertThat(takenOf(100)).isEqualTo(10);
    called(10);
    assertThat(takenOf(100)).isEqualTo(2);
  }

  @Test
  void callsAndRepetitionsAreForgottenAfterFiveSeconds() {
    called(1_000);
    takenOf(1_000);

    time.passes(Duration.ofMillis(4_500));
    assertThat(budget.left()).as("in the last half second").isZero();
    called(100);
    time.passes(Duration.ofMillis(500));
    assertThat(budget.left()).as("of the 100 calls that count").isEqualTo(20);
    time.passes(Duration.ofDays(1));
    assertThat(budget.left()).as("the floor").isEqualTo(10);
  }

  @Test
  void nothingIsAllowedWhereThePolicySaysSo() {
    RetryBudget none = budgetOf(0, 0);
    none.wentWell();
    assertThat(none.take()).isFalse();
  }

  /** For storms of five seconds and more; what was saved up before is used once. */
  @Test
  void whenEverythingFailsHardlyMoreThanAFifthIsSentOnTop() {
    for (int second = 0; second < 10; second++) {
      called(500);
      time.passes(Duration.ofSeconds(1));
    }
    int asked = 0;
    int sent = 0;
    for (int second = 1; second <= 60; second++) {
      for (int call = 0; call < 500; call++) {
        asked++;
        sent++;
        while (budget.take()) {
          sent++;
        }
        time.passes(Duration.ofSeconds(1).dividedBy(500));
      }
      if (second >= 5) {
        assertThat((double) sent / asked).as("after %s s", second).isLessThanOrEqualTo(1.2);
      }
    }
    assertThat((double) sent / asked).as("in the long run only the floor").isLessThan(1.03);
  }

  @Test
  void whereMostCallsGoWellAFifthMayBeRepeatedForEver() {
    int taken = 0;
    for (int i = 0; i < 60_000; i++) {
      budget.wentWell();
      taken += i % 6 == 0 && budget.take() ? 1 : 0;
      time.passes(Duration.ofMillis(2));
    }
    assertThat(taken).isEqualTo(10_000);
  }

  @Test
  void manyThreadsTogetherGetNoMore() {
    called(10_000);
    AtomicInteger taken = new AtomicInteger();
    inThreads(8, () -> {
      for (int i = 0; i < 1_000; i++) {
        if (budget.take()) {
          taken.incrementAndGet();
        }
      }
    });
    assertThat(taken).hasValue(2_000);
  }

  @Test
  void noThreadLosesACountWhileTheTimeGoesOn() {
    for (int round = 0; round < 100; round++) {
      // Every thread finds the time gone on.
      time.passes(Duration.ofSeconds(10 + round % 3));
      inThreads(4, () -> called(50));
      assertThat(budget.left()).as("in round %s", round).isEqualTo(40);
    }
  }

  private RetryBudget budgetOf(double share, int floor) {
    return new RetryBudget(new Retries(3, Duration.ZERO, share, floor), time);
  }

  private void called(int calls) {
    IntStream.range(0, calls).forEach(i -> budget.wentWell());
  }

  private int takenOf(int wanted) {
    return (int) IntStream.range(0, wanted).filter(i -> budget.take()).count();
  }

  private static void inThreads(int threads, Runnable task) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CompletableFuture.allOf(IntStream.range(0, threads)
              .mapToObj(i -> CompletableFuture.runAsync(task, pool))
              .toArray(CompletableFuture[]::new))
          .orTimeout(10, TimeUnit.SECONDS)
          .join();
    } finally {
      pool.shutdownNow();
    }
  }
}
