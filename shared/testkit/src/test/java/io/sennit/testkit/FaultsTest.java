package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults that are over before the cluster acts on them; one node calls, the other one hosts. */
class FaultsTest {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final Set<Kind> NO_ANSWER = Set.of(Kind.DEADLINE_EXCEEDED, Kind.UNAVAILABLE);
  private static final ProbeService PROBE = new ProbeService("far");

  private static TestCluster cluster;
  private static TestNode caller;
  private static TestNode host;

  @BeforeAll
  static void start() {
    cluster = TestCluster.of(2);
    caller = cluster.node(0);
    host = cluster.node(1).host(() -> PROBE);
    cluster.awaitConverged();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void mend() {
    host.faults().clear();
    cluster.heal();
    cluster.awaitConverged();
    PROBE.runs.set(0);
  }

  @Test
  void aCallOverALinkThatIsCutIsNotRunNotEvenWhenItArrivesAtLast() {
    // Every lane has been heard of, so that a late call is known to be late.
    IntStream.range(0, 32).forEach(i -> caller.call(where()));
    PROBE.runs.set(0);
    cluster.cut(caller, host);
    assertThat(NO_ANSWER).contains(failure().kind());

    cluster.heal(caller, host);
    cluster.awaitConverged();
    assertThat(PROBE.runs).hasValue(0);
  }

  @Test
  void aCallWhoseAnswerIsCutOffIsRun() {
    cluster.cutOneWay(host, caller);
    assertThat(NO_ANSWER).contains(failure().kind());
    assertThat(PROBE.runs).hasValue(1);
  }

  @Test
  void aPauseOfASecondEvictsNobodyAndItsCallsAreAnsweredLate() {
    Promise<Void> second = Promise.promise();
    caller.vertx().setTimer(1_000, over -> second.complete());

    cluster.pause(host);
    List<Future<Reply>> late = IntStream.range(0, 10)
        .mapToObj(i -> caller.mesh().client().handle(where().within(Duration.ofSeconds(20))))
        .toList();
    Wait.forResult(second.future());

    assertThat(late).noneMatch(Future::isComplete);
    assertThat(PROBE.runs).as("it does nothing").hasValue(0);
    assertThat(caller.mesh().directory().membership().members()).hasSize(2);
    assertThat(Objects.requireNonNull(caller.mesh().directory().find("probe")).callable())
        .hasSize(1);

    cluster.resume(host);
    assertThat(late).allMatch(reply -> Wait.forResult(reply).status() == 200);
    assertThat(PROBE.runs).hasValue(10);
  }

  @Test
  void anOperationThatIsDelayedAnswersLaterAndTheOthersDoNot() {
    host.faults().delay("probe.where", Duration.ofMillis(200));
    long started = System.nanoTime();
    caller.call(where());
    assertThat(millisSince(started)).isGreaterThanOrEqualTo(200);

    host.faults().delay("probe.where", Duration.ofSeconds(5));
    Future<Reply> later = caller.mesh().client().handle(where().within(Duration.ofSeconds(25)));
    caller.call(Call.to("probe.echo"));
    assertThat(later.isComplete()).isFalse();
  }

  @Test
  void theShareOfCallsThatFailsIsTheSameInEveryRun() {
    host.faults().fail("probe.echo", Kind.CONFLICT, 0.6);
    List<Boolean> first = failures();
    host.faults().fail("probe.echo", Kind.CONFLICT, 0.6);

    assertThat(failures()).isEqualTo(first);
    assertThat(first.stream().filter(failed -> failed).count()).isBetween(50L, 70L);
    assertThat(PROBE.runs).as("what fails is not run").hasValueBetween(60, 100);
  }

  @Test
  void afterClearAllGoesWell() {
    host.faults().fail("probe.where", Kind.UNAVAILABLE).delay("probe.where", A_MOMENT);
    assertThat(failure().kind()).isIn(NO_ANSWER);
    host.faults().clear();
    assertThat(caller.call(where()).status()).isEqualTo(200);
  }

  @Test
  void aFaultOfAnOperationThatIsNotHostedIsAMistake() {
    assertThatThrownBy(() -> host.faults().fail("probe.were", Kind.INTERNAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("probe.were")
        .hasMessageContaining("probe.where");
  }

  private static Call where() {
    return Call.to("probe.where");
  }

  private static Problem failure() {
    Throwable failure = catchThrowable(() -> caller.call(where().within(A_MOMENT)));
    assertThat(failure).isInstanceOf(Problem.class);
    return (Problem) failure;
  }

  private static List<Boolean> failures() {
    return IntStream.range(0, 100)
        .mapToObj(i -> catchThrowable(() -> caller.call(Call.to("probe.echo"))) != null)
        .toList();
  }

  private static long millisSince(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
