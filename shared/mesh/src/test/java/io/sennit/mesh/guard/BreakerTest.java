package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sennit.mesh.policy.Breaking;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Vertx vertx = Vertx.vertx();

  private final TimeByHand time = new TimeByHand();
  private final Ejection ejection = new Ejection(0.5);

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void aFewFailuresOfABusyInstanceNeverTakeItOut() {
    Breaker breaker = breaker(LONG);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      one(breaker, random.nextDouble() < 0.005 ? Verdict.FAILED : Verdict.GOOD);
    }
    assertThat(breaker.isOut()).isFalse();
    assertThat(breaker.trips()).isZero();
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
  }

  @Test
  void anInstanceThatFailsMoreOftenThanNotIsOutAfterAFewDozens() {
    for (int seed = 0; seed < 100; seed++) {
      Breaker breaker = breaker(LONG);
      Random random = new Random(seed);
      int calls = 0;
      while (!breaker.isOut() && calls < 1_000) {
        one(breaker, random.nextDouble() < 0.6 ? Verdict.FAILED : Verdict.GOOD);
        calls++;
      }
      assertThat(calls).isBetween(20, 60);
      assertThat(breaker.admits()).isFalse();
    }
  }

  @Test
  void beforeThereAreEnoughCallsItStays() {
    Breaker breaker = breaker(LONG);
    calls(breaker, 19, Verdict.FAILED);
    assertThat(breaker.isOut()).isFalse();
    calls(breaker, 1, Verdict.FAILED);
    assertThat(breaker.isOut()).isTrue();
    assertThat(breaker.trips()).isEqualTo(1);
  }

  @Test
  void evenWhereNoFailureIsAllowedThereMustBeEnoughCalls() {
    Breaker strict = new Breaker(
        "one", new Breaking(0, 20, LONG, 5, 0.5), ejection, vertx.getOrCreateContext(), time);
    calls(strict, 1, Verdict.FAILED);
    assertThat(strict.isOut()).isFalse();
  }

  @Test
  void whatSaysNothingOfTheInstanceOrMeansTooMuchWorkDoesNotCount() {
    Breaker breaker = breaker(LONG);
    calls(breaker, 1_000, Verdict.UNKNOWN);
    calls(breaker, 1_000, Verdict.OVERLOADED);
    calls(breaker, 19, Verdict.FAILED);
    assertThat(breaker.isOut()).isFalse();
  }

  @Test
  void failuresOfLongAgoDoNotCount() {
    Breaker breaker = breaker(LONG);
    calls(breaker, 19, Verdict.FAILED);
    time.passes(Duration.ofSeconds(31));
    calls(breaker, 19, Verdict.FAILED);
    assertThat(breaker.isOut()).isFalse();
  }

  @Test
  void afterThePauseAFewCallsTryItAndNoMore() {
    Breaker breaker = onTrial();
    List<@Nullable Object> begun = begin(breaker, 10);

    assertThat(begun.subList(0, 5)).doesNotContainNull();
    assertThat(begun.subList(5, 10)).containsOnlyNulls();
    assertThat(breaker.admits()).isFalse();
    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.HALF_OPEN);
  }

  @Test
  void whenTheyGoWellItIsBackWithACleanSlate() {
    Breaker breaker = onTrial();
    begin(breaker, 5).forEach(call -> breaker.end(call, Verdict.GOOD));
    until(() -> !breaker.isOut());

    assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    assertThat(ejection.panics()).isFalse();
    calls(breaker, 19, Verdict.FAILED);
    assertThat(breaker.isOut()).isFalse();
  }

  @Test
  void whenOneFailsItIsOutForAnotherPause() {
    Breaker breaker = onTrial();
    breaker.end(breaker.begin(), Verdict.FAILED);
    assertThat(breaker.admits()).isFalse();
    until(breaker::admits);
    assertThat(breaker.isOut()).isTrue();
    assertThat(breaker.trips()).as("it was never back").isEqualTo(1);
  }

  @Test
  void aTrialOfCallsThatAreTakenBackGoesOn() {
    Breaker breaker = onTrial();
    for (int i = 0; i < 100; i++) {
      begin(breaker, 5).forEach(call -> breaker.end(call, Verdict.UNKNOWN));
    }
    begin(breaker, 5).forEach(call -> breaker.end(call, Verdict.GOOD));
    until(() -> !breaker.isOut());
  }

  @Test
  void aTrialOfCallsThatNeverEndGoesOn() {
    Breaker breaker = onTrial();
    begin(breaker, 5);
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.admits()).isFalse();
      time.passes(SHORT);
      assertThat(breaker.admits()).isTrue();
      breaker.end(breaker.begin(), Verdict.GOOD);
    }
    until(() -> !breaker.isOut());
  }

  @Test
  void callsThatBeganBeforeItWasOutSayNothingOfItAfterwards() {
    Breaker breaker = breaker(SHORT);
    List<@Nullable Object> stuck = begin(breaker, 500);
    calls(breaker, 20, Verdict.FAILED);
    until(breaker::admits);
    stuck.subList(0, 100).forEach(call -> breaker.end(call, Verdict.FAILED));
    assertThat(breaker.admits()).as("the trial goes on").isTrue();
    begin(breaker, 5).forEach(call -> breaker.end(call, Verdict.GOOD));
    until(() -> !breaker.isOut());

    stuck.subList(100, 500).forEach(call -> breaker.end(call, Verdict.FAILED));

    assertThat(breaker.isOut()).isFalse();
    assertThat(breaker.trips()).isEqualTo(1);
  }

  @Test
  void callsThatItGetsAlthoughItIsOutSayNothing() {
    Breaker breaker = breaker(LONG);
    calls(breaker, 20, Verdict.FAILED);
    Object inPanic = breaker.begin();
    breaker.end(inPanic, Verdict.GOOD);

    assertThat(inPanic).isNull();
    assertThat(breaker.isOut()).isTrue();
  }

  @Test
  void anInstanceThatLeavesWhileItIsOutFreesItsPlace() {
    Breaker breaker = breaker(LONG);
    calls(breaker, 20, Verdict.FAILED);
    assertThat(ejection.panics()).isTrue();
    breaker.close();
    breaker.close();
    assertThat(ejection.panics()).isFalse();

    ejection.ejected();
    assertThat(ejection.panics()).as("one place was freed, not two").isTrue();
  }

  @Test
  void theCallsThatAnInstanceLosesWhenItDiesTakeNobodysPlace() {
    Breaker breaker = breaker(LONG);
    List<@Nullable Object> lost = begin(breaker, 100);
    breaker.close();
    lost.forEach(call -> breaker.end(call, Verdict.FAILED));

    assertThat(breaker.isOut()).isFalse();
    assertThat(ejection.panics()).isFalse();
  }

  @Test
  void anInstanceThatLeavesBeforeItsTrialGetsNone() {
    Breaker breaker = breaker(SHORT);
    calls(breaker, 20, Verdict.FAILED);
    until(() -> breaker.state() == CircuitBreakerState.OPEN);
    breaker.close();
    until(() -> breaker.state() == CircuitBreakerState.HALF_OPEN);
    assertThat(ejection.panics()).isFalse();
  }

  @Test
  void manyThreadsTakeItOutAndPutItBackOnceEachTime() {
    Breaker breaker = breaker(SHORT);
    ejection.instances(4);
    List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
        .mapToObj(i -> CompletableFuture.runAsync(() -> {
          while (breaker.trips() < 5 || breaker.isOut()) {
            Verdict verdict =
                breaker.isOut() || breaker.trips() >= 5 ? Verdict.GOOD : Verdict.FAILED;
            if (breaker.admits()) {
              breaker.end(breaker.begin(), verdict);
            }
          }
        }))
        .toList();
    CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new))
        .orTimeout(5, TimeUnit.SECONDS)
        .join();

    assertThat(breaker.trips()).isGreaterThanOrEqualTo(5);
    ejection.instances(1);
    assertThat(ejection.panics()).as("nobody is out").isFalse();
    ejection.ejected();
    ejection.instances(2);
    assertThat(ejection.panics()).as("one is out, not fewer and not more").isFalse();
    ejection.instances(1);
    assertThat(ejection.panics()).isTrue();
  }

  private Breaker breaker(Duration pause) {
    ejection.instances(1);
    Breaking policy = new Breaking(0.5, 20, pause, 5, 0.5);
    return new Breaker("one", policy, ejection, vertx.getOrCreateContext(), time);
  }

  /** A breaker that has taken its instance out and lets the calls of the trial through now. */
  private Breaker onTrial() {
    Breaker breaker = breaker(SHORT);
    calls(breaker, 20, Verdict.FAILED);
    until(breaker::admits);
    return breaker;
  }

  private static void calls(Breaker breaker, int count, Verdict verdict) {
    IntStream.range(0, count).forEach(i -> one(breaker, verdict));
  }

  private static void one(Breaker breaker, Verdict verdict) {
    breaker.end(breaker.begin(), verdict);
  }

  private static List<@Nullable Object> begin(Breaker breaker, int count) {
    List<@Nullable Object> begun = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> begun.add(breaker.begin()));
    return begun;
  }

  private static void until(BooleanSupplier holds) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - giveUp > 0) {
        fail("it did not happen within five seconds");
      }
      Thread.onSpinWait();
    }
  }
}
