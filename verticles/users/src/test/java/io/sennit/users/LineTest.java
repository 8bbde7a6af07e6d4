package io.sennit.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.users.Line.Sort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets a turn, with one at a time and two of each sort waiting. */
class LineTest {
  private final Line line = new Line(1, 2);
  private final List<String> begun = new ArrayList<>();
  private final List<Promise<Void>> work = new ArrayList<>();

  @Test
  void aFloodOfOneSortLeavesTheOtherItsShare() {
    enter(Sort.NEW_PASSWORD, "r1");
    enter(Sort.NEW_PASSWORD, "r2");
    enter(Sort.NEW_PASSWORD, "r3");
    Future<Void> tooMany = enter(Sort.NEW_PASSWORD, "r4");
    enter(Sort.LOGIN, "l1");
    enter(Sort.LOGIN, "l2");

    assertThat(tooMany.cause()).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.kind()).isEqualTo(Kind.TOO_MANY_REQUESTS);
      assertThat(problem.quota()).isNotNull();
    });
    for (int i = 0; i < 4; i++) {
      work.get(i).complete();
    }
    assertThat(begun).as("they take turns").containsExactly("r1", "l1", "r2", "l2", "r3");
  }

  @Test
  void whoHasGivenUpLeavesItsPlaceToOthers() {
    Cancellation gone = new Cancellation();
    enter(Sort.LOGIN, "first");
    Future<Void> second = line.enter(Sort.LOGIN, call().until(gone), () -> work("second"));
    enter(Sort.LOGIN, "third");

    gone.cancel();
    Future<Void> fourth = enter(Sort.LOGIN, "fourth");

    assertThat(second.failed()).isTrue();
    assertThat(fourth.isComplete()).as("it waits").isFalse();
    work.get(0).complete();
    work.get(1).complete();
    assertThat(begun).containsExactly("first", "third", "fourth");
  }

  @Test
  void workThatThrowsGivesItsTurnBack() {
    Future<Void> broken = line.enter(Sort.LOGIN, call(), () -> {
      throw new IllegalStateException("broken");
    });

    assertThat(broken.cause()).hasMessage("broken");
    enter(Sort.LOGIN, "next");
    assertThat(begun).containsExactly("next");
  }

  private Future<Void> enter(Sort sort, String name) {
    return line.enter(sort, call(), () -> work(name));
  }

  private Future<Void> work(String name) {
    begun.add(name);
    Promise<Void> done = Promise.promise();
    work.add(done);
    return done.future();
  }

  private static Call call() {
    return Call.to("users.login");
  }
}
