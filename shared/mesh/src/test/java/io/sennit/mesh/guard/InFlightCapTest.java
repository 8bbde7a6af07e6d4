package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightCapTest {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final List<Promise<Reply>> sent = new ArrayList<>();
  private final InFlightCap cap = capOf(2, call -> {
    Promise<Reply> answer = Promise.promise();
    sent.add(answer);
    return answer.future();
  });

  @Test
  void oneCallTooManyIsRefusedAndWasNotRun() {
    cap.handle(FakeInstances.call());
    cap.handle(FakeInstances.call());

    Future<Reply> third = cap.handle(FakeInstances.call());

    assertThat(third.cause()).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(problem.executed()).isFalse();
      assertThat(problem.retryAfter()).isNotNull();
      assertThat(problem.detail()).contains("2 calls of time.now");
    });
    assertThat(sent).hasSize(2);
    assertThat(inFlight).hasValue(2);
  }

  @Test
  void whateverWayACallEndsAnotherMayCome() {
    Future<Reply> first = cap.handle(FakeInstances.call());
    cap.handle(FakeInstances.call());
    sent.get(0).complete(FakeInstances.REPLY);
    sent.get(1).fail("lost");

    assertThat(first.result()).isSameAs(FakeInstances.REPLY);
    assertThat(inFlight).hasValue(0);
    assertThat(cap.handle(FakeInstances.call()).isComplete()).isFalse();
  }

  @Test
  void aDefectFurtherInsideTakesNoPlaceForEver() {
    InFlightCap cap = capOf(2, call -> {
      throw new IllegalStateException("a defect");
    });

    assertThat(cap.handle(FakeInstances.call()).cause()).hasMessage("a defect");
    assertThat(inFlight).hasValue(0);
  }

  @Test
  void callsInFlightStillCountWhenThePolicyChanges() {
    cap.handle(FakeInstances.call());
    InFlightCap narrower = capOf(1, call -> Future.succeededFuture(FakeInstances.REPLY));

    assertThat(narrower.handle(FakeInstances.call()).failed()).isTrue();
    sent.get(0).complete(FakeInstances.REPLY);
    assertThat(narrower.handle(FakeInstances.call()).succeeded()).isTrue();
  }

  private InFlightCap capOf(int most, CallHandler next) {
    return new InFlightCap("time.now", most, inFlight, next);
  }
}
