package io.sennit.mesh.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.event.Town;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SagaTest {
  private static final Logger LOG = LoggerFactory.getLogger(SagaTest.class);
  private static final int MANY = 2_000;

  @TempDir
  static Path data;

  private static Town town;

  @BeforeAll
  static void open() {
    town = Town.in(data).host(Orders::new);
    Orders.PARTICIPANTS.forEach(name -> town.host(() -> new Participant(name)));
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void allStepsAreDoneInTheirOrder() {
    place("good", plan());

    awaitEnd("good", "CONFIRMED");
    assertThat(read("good").getString("state")).isEqualTo("COMPLETED");
    assertThat(steps("good"))
        .containsExactly("stock DONE", "account DONE", "carrier DONE", "confirm DONE");
    assertThat(sums("good")).containsExactly(1, 1, 1);
  }

  @Test
  void whatAnswersItsCommandsIsItsUsersAndTheCommandsAreNot() {
    place("owned", plan().put("user", "anne"));

    awaitEnd("owned", "CONFIRMED");
    assertThat(typesOf("orders.event WHERE behalf = 'anne' AND owner IS NULL"))
        .containsExactlyInAnyOrder("stock.do", "account.do", "carrier.do");
    assertThat(typesOf("orders.event WHERE owner = 'anne'")).isEmpty();
    assertThat(typesOf("account.event WHERE owner = 'anne' AND behalf IS NULL"))
        .containsExactly("account.done");
  }

  @Test
  void aRefusalUndoesWhatWasDoneInReverseOrder() {
    place("refused", plan().put("carrier", "refuse"));

    awaitEnd("refused", "REJECTED");
    assertThat(steps("refused"))
        .containsExactly("stock UNDONE", "account UNDONE", "carrier REFUSED");
    assertThat(happened("refused"))
        .containsSubsequence("carrier REFUSED", "account UNDO_SENT", "account UNDONE")
        .containsSubsequence("account UNDONE", "stock UNDO_SENT", "stock UNDONE", " FAILED");
    assertThat(sums("refused")).containsExactly(0, 0, 0);
    assertThat(read("refused").getString("reason")).isEqualTo("CARRIER");
    assertThat(read("refused").getString("failedStep")).isEqualTo("carrier");
  }

  @Test
  void aLocalStepMayRefuseToo() {
    place("changed", plan().put("confirm", "refuse"));

    awaitEnd("changed", "REJECTED");
    assertThat(read("changed").getString("reason")).isEqualTo("CHANGED_MIND");
    assertThat(sums("changed")).containsExactly(0, 0, 0);
  }

  @Test
  void aStepWithoutAnswerIsUndoneAsWellForItMayHaveBeenDone() {
    place("silent", plan().put("account", "silent"), "hurry-up");

    awaitEnd("silent", "REJECTED");
    assertThat(happened("silent"))
        .containsSubsequence("account TIMED_OUT", "account UNDONE", "stock UNDONE");
    assertThat(sums("silent")).containsExactly(0, 0, 0);
    assertThat(town.count("account.effect WHERE saga = 'silent'")).isEqualTo(2);
    assertThat(read("silent").getString("reason")).isEqualTo("TIMED_OUT");
  }

  @Test
  void aSagaThatTakesTooLongAsAWholeIsUndoneThoughNoStepIsLate() {
    place("slow", plan().put("carrier", "silent"), "run-out");

    awaitEnd("slow", "REJECTED");
    assertThat(sums("slow")).containsExactly(0, 0, 0);
  }

  @Test
  void whatCannotBeUndoneIsTriedAgainThenParkedAndGoesOnWhenAnOperatorSaysSo() {
    Participant.STUBBORN.add("stuck");
    place("stuck", plan().put("carrier", "refuse"));
    awaitState("stuck", "PARKED");
    assertThat(happened("stuck").stream().filter("account UNDO_REFUSED"::equals))
        .hasSize(3);
    assertThat(read("stuck").getString("error")).contains("account", "3 times", "ACCOUNT");

    Participant.STUBBORN.remove("stuck");
    ask("sagas-retry", new JsonObject().put("id", "stuck"));

    awaitEnd("stuck", "REJECTED");
    assertThat(sums("stuck")).containsExactly(0, 0, 0);
    assertThat(
            town.count(
                "orders.event_audit WHERE who = 'operator' AND action = 'saga.retry' AND detail = 'place-order/stuck'"))
        .isOne();
  }

  @Test
  void onlyAParkedSagaCanBeRetried() {
    place("fine", plan());
    awaitEnd("fine", "CONFIRMED");

    assertThatThrownBy(() -> ask("sagas-retry", new JsonObject().put("id", "fine")))
        .hasMessageContaining("COMPLETED")
        .hasMessageContaining("only one that is PARKED");
  }

  @Test
  void anAnswerThatComesTwiceCountsOnce() {
    place("twice", plan().put("stock", "twice").put("account", "twice"));

    awaitEnd("twice", "CONFIRMED");
    Wait.until(
        "the others are ignored",
        () -> happened("twice").stream().filter(one -> one.endsWith("IGNORED")).count() == 2);
    assertThat(sums("twice")).containsExactly(1, 1, 1);
  }

  @Test
  void anAnswerThatComesTooLateChangesNothing() {
    place("late", plan().put("account", "silent"), "hurry-up");
    awaitEnd("late", "REJECTED");

    tellAsAccount("late", "hurry-up");

    Wait.until("it is ignored", () -> happened("late").contains(" IGNORED"));
    assertThat(read("late").getString("state")).isEqualTo("FAILED");
    assertThat(sums("late")).containsExactly(0, 0, 0);
  }

  @Test
  void ofAnAnswerAndTheEndOfItsTimeOneWins() {
    List<Future<Reply>> placed = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      placed.add(placing("race-" + i, plan(), "hurry"));
    }
    Wait.forResult(Future.all(placed));
    // From now on the time of each is over, while their answers are on the way.
    town.ask(
        "UPDATE orders.saga SET due = now(), wake = now() WHERE name = 'hurry' AND due IS NOT NULL");

    Wait.until("all have ended", () -> town.count("orders.settled WHERE id LIKE 'race-%'") == 100);
    for (int i = 0; i < 100; i++) {
      int each = read("race-" + i).getString("state").equals("COMPLETED") ? 1 : 0;
      Wait.until("it is consistent", consistent("race-" + i, each));
    }
  }

  @Test
  void whatHasComeFurtherSinceItWasSaidWhenToLookAtItIsLookedAtLater() {
    place("further", plan().put("account", "silent"));
    Wait.until("it has come further", () -> "account".equals(read("further").getString("step")));
    town.ask("UPDATE orders.saga SET wake = now() WHERE id = 'further'");

    Wait.until(
        "it is looked at when it is due",
        () -> town.count("orders.saga WHERE id = 'further' AND wake = due AND due > now()") == 1);
    assertThat(read("further").getString("state")).isEqualTo("RUNNING");
    assertThat(happened("further")).endsWith("account SENT");
  }

  @Test
  void aHandlerThatFailsForOneSagaHoldsUpNoOther() {
    place("broken", plan().put("stock", "silent").put("settle", "fail"), "bare");
    place("beside", plan().put("stock", "silent"), "bare");

    awaitEnd("beside", "REJECTED");
    awaitState("broken", "PARKED");
    assertThat(read("broken").getString("error")).contains("a broken handler");
  }

  @Test
  void aSagaOfAnUnknownStepIsParkedAndGoesOnWhenItIsKnownAgain() {
    place("unknown", plan().put("stock", "silent"));
    town.ask(
        "UPDATE orders.saga SET step = 'future', due = now(), wake = now() WHERE id = 'unknown'");
    awaitState("unknown", "PARKED");
    assertThat(read("unknown").getString("error")).contains("knows no step future");

    town.ask("UPDATE orders.saga SET step = 'stock' WHERE id = 'unknown'");
    ask("sagas-retry", new JsonObject().put("id", "unknown"));

    awaitEnd("unknown", "REJECTED");
    assertThat(sums("unknown")).containsExactly(0, 0, 0);
  }

  @Test
  void twoSagasOfANameCannotHaveTheSameId() {
    place("once", plan());

    assertThatThrownBy(() -> {
          town.ask("DELETE FROM orders.placed WHERE id = 'once'");
          place("once", plan());
        })
        .hasMessageContaining("There is such a saga place-order already");
  }

  @Test
  void whatTheServiceItselfHasTwiceIsNotTakenForASaga() {
    place("row", plan());

    assertThatThrownBy(() -> place("row", plan()))
        .isInstanceOfSatisfying(
            Problem.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.INTERNAL));
  }

  @Test
  void operatorsListSagasPageByPage() {
    for (int i = 0; i < 3; i++) {
      place("listed-" + i, plan(), "run-out");
    }
    JsonObject first = ask("sagas-list", new JsonObject().put("name", "run-out").put("limit", 2));
    JsonObject second = ask(
        "sagas-list",
        new JsonObject()
            .put("name", "run-out")
            .put("limit", 2)
            .put("after", first.getLong("next")));

    assertThat(ids(first)).containsExactly("listed-2", "listed-1");
    assertThat(ids(second)).startsWith("listed-0");
    JsonObject one = first.getJsonArray("items").getJsonObject(0);
    assertThat(one.fieldNames())
        .contains("service", "name", "id", "state", "attempts", "startedAt", "deadlineAt");
  }

  @Test
  void operatorsSayWhichIsMeantWhereSagasOfSeveralNamesHaveAnId() {
    place("namesakes", plan(), "run-out");
    town.ask("DELETE FROM orders.placed WHERE id = 'namesakes'");
    place("namesakes", plan());
    JsonObject named = new JsonObject().put("id", "namesakes").put("name", "run-out");

    assertThatThrownBy(() -> read("namesakes"))
        .hasMessageContaining("say which with name=, one of place-order, run-out");
    assertThat(ask("sagas-read", named).getString("name")).isEqualTo("run-out");
  }

  @Test
  void manyAtOnceAllEndConsistently() {
    long began = System.nanoTime();
    List<Future<Reply>> placed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      JsonObject plan = i % 10 == 0 ? plan().put("carrier", "refuse") : plan();
      JsonObject orders =
          new JsonObject().put("id", "many-" + i).put("plan", plan).put("pieces", MANY / 20);
      placed.add(town.mesh().client().handle(Call.to("orders.place", orders)));
    }
    Wait.forResult(Future.all(placed));
    long started = System.nanoTime();
    Wait.until("all have ended", () -> town.count("orders.settled WHERE id LIKE 'many-%'") == MANY);
    long ended = System.nanoTime();

    LOG.warn(
        "{} sagas of four steps: started in {} ms, all ended after {} ms, {} a second",
        MANY,
        (started - began) / 1_000_000,
        (ended - began) / 1_000_000,
        MANY * 1_000_000_000L / (ended - began));
    assertThat(town.count("orders.settled WHERE id LIKE 'many-%' AND status = 'CONFIRMED'"))
        .isEqualTo(MANY * 9 / 10);
    for (String participant : Orders.PARTICIPANTS) {
      assertThat(town.count("(SELECT saga FROM " + participant
              + ".effect WHERE saga LIKE 'many-%' GROUP BY saga HAVING sum(amount) = 1) AS kept"))
          .isEqualTo(MANY * 9 / 10);
    }
  }

  private static JsonObject plan() {
    return new JsonObject();
  }

  private static void place(String id, JsonObject plan) {
    place(id, plan, "place-order");
  }

  private static void place(String id, JsonObject plan, String saga) {
    Wait.forResult(placing(id, plan, saga));
  }

  private static Future<Reply> placing(String id, JsonObject plan, String saga) {
    JsonObject order = new JsonObject().put("id", id).put("plan", plan).put("saga", saga);
    return town.mesh().client().handle(Call.to("orders.place", order));
  }

  private static JsonObject ask(String operation, JsonObject input) {
    Call call = Call.to("orders." + operation, input).as(Identity.OPERATOR);
    return Wait.forResult(town.mesh().client().handle(call)).json();
  }

  private static JsonObject read(String id) {
    return ask("sagas-read", new JsonObject().put("id", id));
  }

  private static List<String> ids(JsonObject page) {
    return objects(page.getJsonArray("items")).stream()
        .map(one -> one.getString("id"))
        .toList();
  }

  private static List<String> steps(String id) {
    return objects(read(id).getJsonArray("steps")).stream()
        .map(step -> step.getString("name") + " " + step.getString("state"))
        .toList();
  }

  private static List<String> happened(String id) {
    return objects(read(id).getJsonArray("history")).stream()
        .map(entry -> entry.getString("step", "") + " " + entry.getString("what"))
        .toList();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> typesOf(String rows) {
    List<String> types = new ArrayList<>();
    town.ask("SELECT type FROM " + rows).forEach(row -> types.add(row.getString(0)));
    return types;
  }

  /** What is left of a saga's effects at each participant. */
  private static List<Integer> sums(String id) {
    return Orders.PARTICIPANTS.stream().map(name -> sum(name, id)).toList();
  }

  private static int sum(String participant, String id) {
    Row row = town.ask("SELECT coalesce(sum(amount), 0)::int FROM " + participant
            + ".effect WHERE saga = '" + id + "'")
        .iterator()
        .next();
    return row.getInteger(0);
  }

  private static BooleanSupplier consistent(String id, int each) {
    return () -> sums(id).equals(List.of(each, each, each));
  }

  private static void awaitEnd(String id, String status) {
    Wait.until(id + " is settled", () -> town.count("orders.settled WHERE id = '" + id + "'") > 0);
    assertThat(town.count("orders.settled WHERE id = '" + id + "'")).isOne();
    assertThat(town.count("orders.placed WHERE id = '" + id + "' AND status = '" + status + "'"))
        .isOne();
  }

  private static void awaitState(String id, String state) {
    Wait.until(id + " is " + state, () -> read(id).getString("state").equals(state));
  }

  /** An answer to the command that was given up. */
  private static void tellAsAccount(String id, String saga) {
    town.ask("""
        INSERT INTO account.event (type, subject, cause, saga, data)
        SELECT 'account.done', subject, '/orders/' || position, 'orders/%s/%s', '{}'
          FROM orders.event WHERE type = 'account.do' AND subject = '%s'
        """.formatted(saga, id, id));
  }
}
