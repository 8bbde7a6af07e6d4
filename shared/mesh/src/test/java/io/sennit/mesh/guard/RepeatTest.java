package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Retries;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RepeatTest {
  private static final Retries AT_ONCE = new Retries(3, Duration.ZERO, 0.2, 10);
  private static final Retries WITH_PAUSES = new Retries(3, Duration.ofMillis(10), 0.2, 1_000);

  private final FakeInstances instances = new FakeInstances(5);
  private final PauseByHand pause = new PauseByHand();

  @Test
  void whatWasNotRunIsRepeatedOnAnotherInstance() {
    Future<Reply> outcome = unsafe(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, FakeInstances.refused("the instance is leaving"));
    instances.answers(1);

    assertThat(instances.called()).containsExactly(0, 1);
    assertThat(outcome.result()).isSameAs(FakeInstances.REPLY);
  }

  @Test
  void whatMayHaveBeenRunIsRepeatedOnlyWhenItMayRunTwice() {
    Future<Reply> order = unsafe(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, FakeInstances.lost());
    assertThat(order.cause()).hasMessage("the connection was lost");
    assertThat(instances.called()).hasSize(1);

    Future<Reply> look = idempotent(AT_ONCE).handle(FakeInstances.call());
    instances.fails(1, FakeInstances.lost());
    instances.answers(2);
    assertThat(look.succeeded()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNAVAILABLE")
  void anyOtherProblemIsTheAnswer(Kind kind) {
    Problem problem = Problem.of(kind, "so it is");
    Future<Reply> outcome = idempotent(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, problem);

    assertThat(outcome.cause()).isSameAs(problem);
    assertThat(instances.called()).hasSize(1);
  }

  @Test
  void aDefectIsNotRepeated() {
    Future<Reply> outcome = idempotent(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, new IllegalStateException("a defect"));
    assertThat(outcome.cause()).hasMessage("a defect");
  }

  @Test
  void thereAreSoManyAttemptsAndNoMore() {
    Future<Reply> outcome = idempotent(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, FakeInstances.refused("first"));
    instances.fails(1, FakeInstances.refused("second"));
    instances.fails(2, FakeInstances.refused("third"));

    assertThat(instances.called()).containsExactly(0, 1, 2);
    assertThat(outcome.cause()).hasMessage("first");
  }

  @Test
  void whoFoundNoInstanceIsNotSentToLookAgain() {
    FakeInstances one = new FakeInstances(1);
    RetryBudget budget = new RetryBudget(AT_ONCE, System::nanoTime);
    Future<Reply> outcome =
        new Repeat(AT_ONCE, Repeatable.ALWAYS, budget, pause, one).handle(FakeInstances.call());
    one.fails(0, FakeInstances.refused("too busy"));

    assertThat(outcome.cause()).hasMessage("too busy");
    assertThat(budget.left()).as("of ten, one was taken").isEqualTo(9);
  }

  @Test
  void anExhaustedBudgetEndsIt() {
    Retries none = new Retries(3, Duration.ZERO, 0, 0);
    Future<Reply> outcome = idempotent(none).handle(FakeInstances.call());
    instances.fails(0, FakeInstances.refused("too busy"));

    assertThat(outcome.cause()).hasMessage("too busy");
    assertThat(instances.called()).hasSize(1);
  }

  @Test
  void pausesAreRandomAndTheirBoundDoubles() {
    Set<Long> first = new TreeSet<>();
    Set<Long> second = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      FakeInstances three = new FakeInstances(3);
      new Repeat(WITH_PAUSES, Repeatable.ALWAYS, budget(WITH_PAUSES), pause, three)
          .handle(FakeInstances.call());
      three.fails(0, FakeInstances.lost());
      first.addAll(pause.end());
      three.fails(1, FakeInstances.lost());
      second.addAll(pause.end());
      assertThat(three.called()).containsExactly(0, 1, 2);
    }
    // A pause of nothing is none.
    assertThat(first).isEqualTo(millis(1, 10));
    assertThat(second).isEqualTo(millis(1, 20));
  }

  @Test
  void noPauseOutlastsTheDeadline() {
    Retries slow = new Retries(3, Duration.ofSeconds(10), 0.2, 10);
    for (int i = 0; i < 50; i++) {
      idempotent(slow).handle(FakeInstances.call().within(Duration.ofSeconds(2)));
      instances.fails(i, FakeInstances.lost());
    }
    assertThat(pause.end()).allMatch(time -> time < 2_000);
  }

  @Test
  void whatIsTakenBackDuringThePauseIsNotSentAgain() {
    Cancellation cancellation = new Cancellation();
    Future<Reply> outcome = pausing(() -> FakeInstances.call().until(cancellation));
    cancellation.cancel();
    pause.end();

    assertThat(outcome.cause()).hasMessage("the connection was lost");
    assertThat(instances.called()).hasSize(1);
  }

  @Test
  void whatNobodyWaitsForAfterThePauseIsNotSentAgain() {
    AtomicReference<Deadline> soon = new AtomicReference<>();
    Future<Reply> outcome = pausing(() -> {
      soon.set(Deadline.afterMillis(100));
      return FakeInstances.call().within(soon.get());
    });
    while (!soon.get().passed()) {
      Thread.onSpinWait();
    }
    pause.end();

    assertThat(outcome.cause()).hasMessage("the connection was lost");
    assertThat(instances.called()).hasSize(1);
  }

  @Test
  void whatIsDoneOncePerKeyIsRepeatedWhenTheCallHasOne() {
    Repeat once = new Repeat(AT_ONCE, Repeatable.WITH_KEY, budget(AT_ONCE), pause, instances);
    Call call = FakeInstances.call();
    Call keyed = new Call(
        call.operation(),
        call.params(),
        call.body(),
        new Envelope(
            call.deadline(),
            call.identity(),
            call.trace(),
            Pairs.of(Repeatable.KEY, "one"),
            call.cancellation()));

    once.handle(call);
    instances.fails(0, FakeInstances.lost());
    assertThat(instances.called()).hasSize(1);

    Future<Reply> outcome = once.handle(keyed);
    instances.fails(1, FakeInstances.lost());
    instances.answers(2);
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  void aCallThatWasTakenBackOrIsLateIsNotRepeated() {
    Cancellation cancellation = new Cancellation();
    Repeat repeat = idempotent(AT_ONCE);
    Future<Reply> takenBack = repeat.handle(FakeInstances.call().until(cancellation));
    Future<Reply> late =
        repeat.handle(FakeInstances.call().within(new Deadline(System.nanoTime())));
    cancellation.cancel();
    instances.fails(0, FakeInstances.lost());
    instances.fails(1, FakeInstances.lost());

    assertThat(takenBack.failed()).isTrue();
    assertThat(late.failed()).isTrue();
    assertThat(instances.called()).hasSize(2);
  }

  @Test
  void whatTheSecondInstanceSaysOfTheCallIsTheBetterAnswer() {
    Future<Reply> outcome = idempotent(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, FakeInstances.lost());
    instances.fails(1, Problem.of(Kind.NOT_FOUND, "no such order"));
    assertThat(outcome.cause()).hasMessage("no such order");
  }

  @Test
  void itIsNeverSaidThatACallWasNotRunWhenOneMayHaveRunIt() {
    Future<Reply> notRunThenLost = unsafe(AT_ONCE).handle(FakeInstances.call());
    instances.fails(0, FakeInstances.refused("the instance is leaving"));
    instances.fails(1, FakeInstances.lost());
    assertThat(executed(notRunThenLost)).isTrue();
    assertThat(notRunThenLost.cause()).hasMessage("the connection was lost");

    Future<Reply> lostThenNotRun = idempotent(AT_ONCE).handle(FakeInstances.call());
    instances.fails(2, FakeInstances.lost());
    instances.fails(3, Problem.late());
    assertThat(executed(lostThenNotRun)).isTrue();

    Future<Reply> neverRun =
        unsafe(new Retries(2, Duration.ZERO, 0.2, 10)).handle(FakeInstances.call());
    instances.fails(4, FakeInstances.refused("the instance is leaving"));
    instances.fails(5, FakeInstances.refused("the instance is leaving"));
    assertThat(executed(neverRun)).isFalse();
  }

  /** A call that waits to be repeated; it is made anew as long as nothing pauses. */
  private Future<Reply> pausing(Supplier<Call> call) {
    Retries policy = new Retries(2, Duration.ofMillis(1), 0.2, 10);
    Future<Reply> outcome;
    do {
      instances.forget();
      outcome = idempotent(policy).handle(call.get());
      instances.fails(0, FakeInstances.lost());
    } while (pause.isNone());
    return outcome;
  }

  private static Set<Long> millis(int least, int most) {
    return LongStream.rangeClosed(least, most).boxed().collect(Collectors.toSet());
  }

  private static boolean executed(Future<Reply> outcome) {
    return ((Problem) outcome.cause()).executed();
  }

  private Repeat idempotent(Retries policy) {
    return new Repeat(policy, Repeatable.ALWAYS, budget(policy), pause, instances);
  }

  private Repeat unsafe(Retries policy) {
    return new Repeat(policy, Repeatable.NEVER, budget(policy), pause, instances);
  }

  private static RetryBudget budget(Retries policy) {
    return new RetryBudget(policy, System::nanoTime);
  }
}
