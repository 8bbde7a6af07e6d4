package io.sennit.mesh.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {
  private static final Instant NOW = Instant.parse("2026-11-20T11:22:33Z");
  private static final Saga PLACE = Saga.named("place")
      .attempts(2, Duration.ofSeconds(1), Duration.ofSeconds(3))
      .step(step("stock").within(Duration.ofSeconds(5)))
      .step(step("account"))
      .build();

  private final Machine machine = new Machine(Map.of("place", PLACE));

  @Test
  void anAnswerToThePresentCommandBringsTheNext() {
    Course course = sent(100);

    machine.answered(course, answer("stock", "stock.done", 101));

    assertThat(course.step()).isEqualTo("account");
    assertThat(machine.commands()).extracting(NewEvent::type).containsExactly("account.do");
    assertThat(machine.commands().get(0).saga()).isEqualTo("orders/place/1");
    assertThat(course.due()).isEqualTo(NOW.plusSeconds(10));
  }

  @Test
  void whatAnswersAnEarlierCommandIsIgnored() {
    Course course = sent(100);

    machine.answered(course, answer("stock", "stock.done", 100));

    assertThat(course.step()).isEqualTo("stock");
    assertThat(machine.commands()).isEmpty();
  }

  @Test
  void whatAnotherServiceSaysIsIgnored() {
    Course course = sent(100);

    machine.answered(course, answer("account", "stock.done", 101));

    assertThat(course.step()).isEqualTo("stock");
  }

  @Test
  void theSameAnswerTwiceInOneBatchCountsOnce() {
    Course course = sent(100);

    machine.answered(course, answer("stock", "stock.done", 101));
    machine.answered(course, answer("stock", "stock.done", 101));

    assertThat(course.progress().done()).isEqualTo(new JsonArray().add("stock"));
    assertThat(machine.commands()).hasSize(1);
  }

  @Test
  void aStepThatIsLateIsUndoneItself() {
    Course course = sent(100);

    machine.due(course);

    assertThat(course.state()).isEqualTo(State.COMPENSATING);
    assertThat(machine.commands()).extracting(NewEvent::type).containsExactly("stock.undo");
    assertThat(course.progress().reason()).isEqualTo("TIMED_OUT");
  }

  @Test
  void anUndoWithoutAnswerIsSentAgainWithGrowingPausesAndThenParked() {
    Course course = sent(100);
    machine.due(course);
    assertThat(course.due()).isEqualTo(NOW.plusSeconds(5));

    machine.due(course);
    assertThat(course.due()).isEqualTo(NOW.plusSeconds(6));
    machine.due(course);

    assertThat(course.state()).isEqualTo(State.PARKED);
    assertThat(course.due()).isNull();
    assertThat(machine.commands()).hasSize(2);
  }

  @Test
  void aParkedSagaGoesOnWithALateAnswer() {
    Course course = parkedWhileUndoing();

    machine.answered(course, answer("stock", "stock.undone", 101));

    assertThat(course.state()).isEqualTo(State.FAILED);
    assertThat(course.hasEnded()).isTrue();
  }

  @Test
  void aRetriedSagaTriesTheSameUndoAgain() {
    Course course = parkedWhileUndoing();

    course.retry();
    machine.due(course);

    assertThat(machine.commands()).extracting(NewEvent::type).containsExactly("stock.undo");
    assertThat(course.attempts()).isEqualTo(1);
  }

  @Test
  void aCommandThatCannotBeMadeParksItsSaga() {
    Saga broken = Saga.named("place")
        .step(step("stock"))
        .step(step("account").command("account.do", saga -> {
          throw new IllegalStateException("a defect");
        }))
        .build();
    Course course = sent(100);

    new Machine(Map.of("place", broken)).answered(course, answer("stock", "stock.done", 101));

    assertThat(course.state()).isEqualTo(State.PARKED);
    assertThat(course.progress().error()).contains("account.do", "a defect");
  }

  @Test
  void aSagaThatThisVersionDoesNotDeclareIsParked() {
    Course course = sent(100);

    new Machine(Map.of()).answered(course, answer("stock", "stock.done", 101));

    assertThat(course.state()).isEqualTo(State.PARKED);
    assertThat(course.progress().error()).contains("knows no step stock of a saga place");
  }

  @Test
  void aSagaThatBeginsWithItsOwnServiceIsRefused() {
    Saga.Builder own = Saga.named("own")
        .step(Step.local("first", (sagas, transaction) -> Future.succeededFuture()));

    assertThatThrownBy(own::build)
        .hasMessageContaining("must begin with a step of another service");
  }

  @Test
  void aStepWithHalfAnUndoIsRefused() {
    assertThatThrownBy(() -> Saga.named("half").step(step("stock").undone()))
        .hasMessageContaining("needs both undo(type) and undone(types), or neither");
  }

  private static Step.Command step(String service) {
    return Step.named(service)
        .to(service)
        .command(service + ".do")
        .done(service + ".done")
        .refused(service + ".refused")
        .undo(service + ".undo")
        .undone(service + ".undone");
  }

  /** One that waits for the first step, whose command was sent behind that position. */
  private static Course sent(long since) {
    return course().at(State.RUNNING, "stock", 1, since);
  }

  private static Course parkedWhileUndoing() {
    Course course = course().at(State.PARKED, "stock", 2, 100);
    course.progress().did("stock");
    course.progress().fail("account", "REFUSED");
    return course;
  }

  private static Course course() {
    return new Course(
        new Course.Key("orders", "place", "1"),
        new Course.Times(NOW, NOW, NOW.plusSeconds(60), null),
        Body.EMPTY,
        new Progress(new JsonObject(), new JsonArray()),
        new History(0));
  }

  private static Event answer(String service, String type, long command) {
    return new Event(
        "/" + service,
        7,
        type,
        "1",
        NOW,
        null,
        "/orders/" + command,
        "orders/place/1",
        null,
        new JsonObject());
  }
}
