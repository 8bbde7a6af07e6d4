package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that nobody waits for is stopped where it is done. */
class CancellationBetweenNodesTest {
  private final Patient patient = new Patient();
  private TestCluster cluster;
  private TestNode caller;
  private TestNode host;

  @BeforeEach
  void start() {
    cluster = TestCluster.of(2);
    caller = cluster.node(0);
    host = cluster.node(1).host(() -> patient);
    cluster.awaitInstances("patient", 1);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void whenACallerTakesItsCallBackTheServiceLearnsOfIt() {
    Cancellation cancellation = new Cancellation();
    Future<Reply> reply = called(caller, Call.to("patient.work").until(cancellation));

    cancellation.cancel();

    assertThat(problem(reply).kind()).isEqualTo(Kind.CANCELLED);
    Wait.until("the service was told", () -> patient.stopped() == 1);
  }

  @Test
  void aCallThatStaysOnItsNodeIsTakenBackAsWell() {
    Cancellation cancellation = new Cancellation();
    Future<Reply> reply = called(host, Call.to("patient.work").until(cancellation));

    cancellation.cancel();

    assertThat(problem(reply).kind()).isEqualTo(Kind.CANCELLED);
    Wait.until("the service was told", () -> patient.stopped() == 1);
  }

  @Test
  void whenADeadlinePassesTheServiceLearnsOfIt() {
    for (TestNode from : List.of(caller, host)) {
      int before = patient.stopped();
      Future<Reply> reply = called(from, Call.to("patient.work").within(Duration.ofSeconds(3)));
      assertThat(problem(reply).kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
      Wait.until("the service was told", () -> patient.stopped() == before + 1);
    }
  }

  @Test
  void whatAServiceCallsForACallerIsTakenBackWithIt() {
    Cancellation cancellation = new Cancellation();
    called(caller, Call.to("patient.delegate").until(cancellation));

    cancellation.cancel();

    Wait.until("the last in the row was told", () -> patient.stopped() == 1);
  }

  @Test
  void whenTheNodeOfACallerDiesItsCallsAreStopped() {
    called(caller, Call.to("patient.work"));
    cluster.kill(caller);
    Wait.until("the service was told", () -> patient.stopped() == 1);
  }

  @Test
  void aCallThatWasAnsweredIsNotCancelledAnyMore() {
    Cancellation cancellation = new Cancellation();
    Future<Reply> reply = called(caller, Call.to("patient.work").until(cancellation));
    patient.working.get(0).answer.complete(Reply.noContent());
    assertThat(Wait.forResult(reply).status()).isEqualTo(204);

    cancellation.cancel();
    caller.call(Call.to("patient.rest"));

    assertThat(patient.stopped()).isZero();
  }

  @Test
  void aCallThatWasTakenBackBeforeItLeftIsNotRun() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    for (TestNode from : List.of(caller, host)) {
      Future<Reply> reply =
          from.mesh().client().handle(Call.to("patient.work").until(cancellation));
      assertThat(problem(reply).kind()).isEqualTo(Kind.CANCELLED);
    }
    caller.call(Call.to("patient.rest"));
    assertThat(patient.working).isEmpty();
  }

  /** Makes the call and waits until the service works on it. */
  private Future<Reply> called(TestNode from, Call call) {
    int before = patient.working.size();
    Future<Reply> reply = from.mesh().client().handle(call);
    Wait.until("the service works", () -> patient.working.size() == before + 1);
    return reply;
  }

  private static Problem problem(Future<Reply> reply) {
    return catchThrowableOfType(Problem.class, () -> Wait.forResult(reply));
  }

  /** Works on a call until it is stopped. */
  private static final class Patient implements Service {
    final List<Work> working = new CopyOnWriteArrayList<>();
    private CallHandler mesh = call -> Future.failedFuture("not started");

    record Work(Call call, Promise<Reply> answer) {}

    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("patient")
          .operation(Operation.named("work").access(Access.ANYONE).handledBy(this::work))
          .operation(Operation.named("delegate").access(Access.ANYONE).handledBy(this::delegate))
          .operation(Operation.named("rest")
              .access(Access.ANYONE)
              .handledBy(call -> Future.succeededFuture(Reply.noContent())))
          .build();
    }

    @Override
    public Future<Void> start(ServiceContext context) {
      mesh = context.mesh();
      return Future.succeededFuture();
    }

    private Future<Reply> work(Call call) {
      Promise<Reply> answer = Promise.promise();
      call.cancellation().onCancel(() -> answer.tryFail("stopped"));
      working.add(new Work(call, answer));
      return answer.future();
    }

    private Future<Reply> delegate(Call call) {
      return Objects.requireNonNull(mesh).handle(call.onward("patient.work", new JsonObject()));
    }

    int stopped() {
      return (int) working.stream()
          .filter(work -> work.call.cancellation().isCancelled())
          .count();
    }
  }
}
