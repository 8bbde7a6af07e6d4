package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithinDeadlineTest {
  private final List<Call> passedOn = new ArrayList<>();
  private final WithinDeadline guard = new WithinDeadline(Duration.ofSeconds(2), call -> {
    passedOn.add(call);
    return Future.succeededFuture(FakeInstances.REPLY);
  });

  @Test
  void noCallMayTakeLongerThanThePolicyAllows() {
    long before = System.nanoTime();
    guard.handle(FakeInstances.call().within(Duration.ofSeconds(9)));

    long allowed = passedOn.get(0).deadline().nanoTime() - before;
    assertThat(Duration.ofNanos(allowed)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void whoAsksForLessGetsLess() {
    Call call = FakeInstances.call().within(Duration.ofSeconds(1));
    guard.handle(call);
    assertThat(passedOn).containsExactly(call);
  }

  @Test
  void aCallThatNobodyWaitsForIsNotSent() {
    Future<?> late = guard.handle(FakeInstances.call().within(new Deadline(System.nanoTime() - 1)));

    assertThat(late.cause()).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
      assertThat(problem.executed()).isFalse();
    });
    assertThat(passedOn).isEmpty();
  }
}
