package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.directory.State;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Policies;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodesComeAndGoTest {
  private final ProbeService first = new ProbeService("first");
  private final ProbeService second = new ProbeService("second");

  private TestCluster cluster;
  private TestNode caller;
  private TestNode firstHost;
  private TestNode secondHost;

  @BeforeEach
  void start() {
    cluster = TestCluster.of(3);
    caller = cluster.node(0);
    firstHost = cluster.node(1).host(() -> first);
    secondHost = cluster.node(2).host(() -> second);
    cluster.awaitInstances("probe", 2);
    // So that a test knows who is next.
    caller.mesh().client().use(Policies.read(new JsonObject("""
        {"*": {"balancing": {"strategy": "round-robin", "slowStart": "0s"}}}""")));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void callsAreSpreadOverAllNodesThatHostAService() {
    assertThat(places(100)).containsEntry("first", 50).containsEntry("second", 50);
  }

  @Test
  void aNodeThatHostsAServiceCallsItsOwnInstance() {
    for (int i = 0; i < 10; i++) {
      assertThat(firstHost.call(Call.to("probe.where")).json().getString("place"))
          .isEqualTo("first");
    }
  }

  @Test
  void aNodeThatJoinsTakesItsShare() {
    TestNode third = cluster.add();
    third.host(() -> new ProbeService("third"));
    cluster.awaitInstances("probe", 3);
    assertThat(places(30)).containsEntry("third", 10);
  }

  @Test
  void noCallFailsWhileANodeDrainsAndLeaves() {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    AtomicBoolean leaving = new AtomicBoolean(true);
    Future<Void> load = load(leaving, failures);

    cluster.leave(firstHost);
    leaving.set(false);

    Wait.forResult(load);
    assertThat(failures).isEmpty();
    assertThat(places(10)).containsOnlyKeys("second");
    assertThat(first.runs.get() + second.runs.get()).as("calls made").isGreaterThan(500);
  }

  @Test
  void aDrainingInstanceFinishesWhatItHasInHand() {
    Future<Reply> inHand = callHeldBy(first);
    Future<Void> drained = firstHost.mesh().drain();
    Wait.until("the caller knows", () -> callable() == 1);
    assertThat(drained.isComplete()).isFalse();

    first.held.get(0).complete(Reply.ok(new JsonObject().put("done", true)));

    assertThat(Wait.forResult(inHand).json().getBoolean("done")).isTrue();
    Wait.forResult(drained);
    assertThat(Objects.requireNonNull(caller.mesh().directory().find("probe")).instances().stream()
            .map(i -> i.state()))
        .containsExactlyInAnyOrder(State.DRAINING, State.UP);
  }

  @Test
  void aCallInHandOnANodeThatIsKilledFailsAtOnce() {
    Future<Reply> lost = callHeldBy(first);
    cluster.kill(firstHost);

    Problem problem = catchThrowableOfType(Problem.class, () -> Wait.forResult(lost));
    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(problem.executed()).as("nobody knows whether it took effect").isTrue();
    Wait.until("its instance is gone", () -> callable() == 1);
  }

  @Test
  void anIdempotentCallInHandOnANodeThatIsKilledIsRepeatedElsewhere() {
    List<Future<Reply>> calls = List.of(
        caller.mesh().client().handle(Call.to("probe.hold-read")),
        caller.mesh().client().handle(Call.to("probe.hold-read")));
    Wait.until("one is held on each node", () -> first.held.size() == 1 && second.held.size() == 1);
    cluster.kill(firstHost);

    Wait.until("the second node has both", () -> second.held.size() == 2);
    second.held.forEach(held -> held.complete(Reply.noContent()));
    assertThat(Wait.forResult(Future.all(calls)).succeeded()).isTrue();
    cluster.awaitInstances("probe", 1);
    cluster.awaitConverged();
  }

  @Test
  void aServiceThatNobodyHostsAnyMoreIsUnavailableAndNotUnknown() {
    cluster.leave(firstHost);
    cluster.leave(secondHost);
    Wait.until("both are gone", () -> callable() == 0);

    Problem problem =
        catchThrowableOfType(Problem.class, () -> caller.call(Call.to("probe.where")));
    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(problem.retryAfter()).isNotNull();
  }

  private Future<Reply> callHeldBy(ProbeService probe) {
    // Instances take turns, so that one of two calls is held here; the other one is let go.
    Future<Reply> one = caller.mesh().client().handle(Call.to("probe.hold"));
    Future<Reply> other = caller.mesh().client().handle(Call.to("probe.hold"));
    Wait.until("both are held", () -> first.held.size() == 1 && second.held.size() == 1);
    ProbeService letGo = probe == first ? second : first;
    letGo.held.get(0).complete(Reply.noContent());
    Wait.until("one came back", () -> one.isComplete() || other.isComplete());
    return one.isComplete() ? other : one;
  }

  private Map<String, Integer> places(int calls) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < calls; i++) {
      places.merge(caller.call(Call.to("probe.where")).json().getString("place"), 1, Integer::sum);
    }
    return places;
  }

  private int callable() {
    return Objects.requireNonNull(caller.mesh().directory().find("probe"))
        .callable()
        .size();
  }

  /** One call after the other for as long as the flag says, and some after that. */
  private Future<Void> load(AtomicBoolean going, List<Throwable> failures) {
    Promise<Void> over = Promise.promise();
    next(going, failures, 0, over);
    return over.future();
  }

  /** Not a chain of futures: thousands of them would end one inside the other. */
  private void next(AtomicBoolean going, List<Throwable> failures, int after, Promise<Void> over) {
    caller
        .mesh()
        .client()
        .handle(Call.to("probe.echo"))
        .onFailure(failures::add)
        .onComplete(done -> {
          if (going.get()) {
            next(going, failures, 0, over);
          } else if (after < 500) {
            next(going, failures, after + 1, over);
          } else {
            over.complete();
          }
        });
  }
}
