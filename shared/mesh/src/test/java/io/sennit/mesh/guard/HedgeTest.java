package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Hedging;
import io.sennit.mesh.policy.Retries;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HedgeTest {
  private static final Hedging POLICY = new Hedging(true, 0.95, Duration.ofMillis(5));
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final FakeInstances instances = new FakeInstances(3);
  private final PauseByHand pause = new PauseByHand();
  private final LatencyQuantile latencies = new LatencyQuantile();
  private final Hedge hedge = hedgeWith(10);

  @Test
  void asLongAsItIsNotKnownWhatIsSlowNothingIsSentTwice() {
    Future<Reply> outcome = hedge.send(FakeInstances.call(), new Tried());
    assertThat(pause.isNone()).isTrue();
    instances.answers(0);
    assertThat(outcome.result()).isSameAs(FakeInstances.REPLY);
  }

  @Test
  void theSecondIsSentAfterWhatMostCallsTake() {
    knows(100 * MILLI);
    hedge.send(FakeInstances.call(), new Tried());

    assertThat(instances.called()).containsExactly(0);
    assertThat(pause.end()).allMatch(time -> time >= 100 && time <= 113).hasSize(1);
    assertThat(instances.called()).containsExactly(0, 1);
  }

  @Test
  void quickOperationsAreNotDoubledByNoise() {
    knows(1_000);
    hedge.send(FakeInstances.call(), new Tried());
    assertThat(pause.end()).containsExactly(5L);
  }

  @Test
  void aCallThatWasAnsweredInTimeIsNotSentTwice() {
    knows(MILLI);
    Future<Reply> outcome = hedge.send(FakeInstances.call(), new Tried());
    instances.answers(0);
    pause.end();

    assertThat(outcome.succeeded()).isTrue();
    assertThat(instances.called()).containsExactly(0);
  }

  @Test
  void aCallThatFailedInTimeIsLeftToBeRepeated() {
    knows(MILLI);
    Future<Reply> outcome = hedge.send(FakeInstances.call(), new Tried());
    instances.fails(0, FakeInstances.lost());
    pause.end();

    assertThat(outcome.cause()).hasMessage("the connection was lost");
    assertThat(instances.called()).containsExactly(0);
  }

  @Test
  void theFirstGoodAnswerCountsAndTheOtherCallIsTakenBack() {
    knows(MILLI);
    Future<Reply> outcome = hedge.send(FakeInstances.call(), new Tried());
    pause.end();
    assertThat(instances.callTo(0).cancellation().isCancelled()).isFalse();
    instances.answers(1);

    assertThat(outcome.result()).isSameAs(FakeInstances.REPLY);
    assertThat(instances.callTo(0).cancellation().isCancelled()).isTrue();
    instances.fails(0, Problem.of(Kind.CANCELLED, "taken back"));
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  void aFailureWaitsForTheOtherAnswer() {
    knows(MILLI);
    Future<Reply> outcome = hedge.send(FakeInstances.call(), new Tried());
    pause.end();
    instances.fails(0, FakeInstances.lost());
    assertThat(outcome.isComplete()).isFalse();
    instances.answers(1);
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  void whenBothFailTheBetterAnswerCounts() {
    knows(MILLI);
    Future<Reply> outcome = hedge.send(FakeInstances.call(), new Tried());
    pause.end();
    instances.fails(1, FakeInstances.refused("the instance is leaving"));
    instances.fails(0, FakeInstances.lost());

    assertThat(outcome.cause()).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem).hasMessage("the connection was lost");
      assertThat(problem.executed()).isTrue();
    });
  }

  @Test
  void whenNobodyElseIsThereTheFirstAnswerIsWaitedFor() {
    knows(MILLI);
    FakeInstances one = new FakeInstances(1);
    Future<Reply> outcome = new Hedge(POLICY, latencies, budget(10), pause, one)
        .send(FakeInstances.call(), new Tried());
    pause.end();
    assertThat(outcome.isComplete()).isFalse();
    one.answers(0);
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  void withoutBudgetNothingIsSentTwice() {
    knows(MILLI);
    hedgeWith(0).send(FakeInstances.call(), new Tried());
    pause.end();
    assertThat(instances.called()).containsExactly(0);
  }

  @Test
  void takingTheCallBackReachesBoth() {
    knows(MILLI);
    Cancellation cancellation = new Cancellation();
    hedge.send(FakeInstances.call().until(cancellation), new Tried());
    pause.end();
    cancellation.cancel();

    assertThat(instances.callTo(0).cancellation().isCancelled()).isTrue();
    assertThat(instances.callTo(1).cancellation().isCancelled()).isTrue();
  }

  @Test
  void whatNobodyWaitsForIsNotSentASecondTime() {
    knows(MILLI);
    Cancellation cancellation = new Cancellation();
    hedge.send(FakeInstances.call().until(cancellation), new Tried());
    hedge.send(FakeInstances.call().within(new Deadline(System.nanoTime())), new Tried());
    cancellation.cancel();
    pause.end();
    assertThat(instances.called()).hasSize(2);
  }

  @Test
  void aCancellationThatLivesLongRemembersNoFinishedCall() {
    knows(MILLI);
    Cancellation longLived = new Cancellation();
    WeakReference<Cancellation> ofTheRace = answeredUnder(longLived);
    pause.end();
    instances.forget();
    for (int i = 0; i < 50 && ofTheRace.get() != null; i++) {
      System.gc();
    }
    assertThat(ofTheRace.get()).isNull();
    assertThat(longLived.isCancelled()).isFalse();
  }

  @Test
  void slowCallsThatLostStillCountAsSlow() {
    knows(100 * MILLI);
    long before = latencies.of(0.99);
    for (int i = 0; i < 60; i++) {
      FakeInstances two = new FakeInstances(2);
      new Hedge(POLICY, latencies, budget(100), pause, two).send(FakeInstances.call(), new Tried());
      spin(2 * MILLI);
      pause.end();
      two.answers(1);
    }
    assertThat(before).isGreaterThan(100 * MILLI);
    assertThat(latencies.of(0.3))
        .as("60 of 160 took two milliseconds from the first sending, not none from the second")
        .isGreaterThan(2 * MILLI);
  }

  private WeakReference<Cancellation> answeredUnder(Cancellation cancellation) {
    Future<Reply> outcome = hedge.send(FakeInstances.call().until(cancellation), new Tried());
    instances.answers(0);
    assertThat(outcome.succeeded()).isTrue();
    return new WeakReference<>(instances.callTo(0).cancellation());
  }

  private void knows(long nanos) {
    IntStream.range(0, 100).forEach(i -> latencies.add(nanos));
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private Hedge hedgeWith(int repetitions) {
    return new Hedge(POLICY, latencies, budget(repetitions), pause, instances);
  }

  private static RetryBudget budget(int floor) {
    return new RetryBudget(new Retries(3, Duration.ZERO, 0, floor), System::nanoTime);
  }
}
