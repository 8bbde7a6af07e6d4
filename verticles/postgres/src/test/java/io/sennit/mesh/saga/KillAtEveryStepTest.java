package io.sennit.mesh.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.store.DatabaseUri;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A saga of three steps elsewhere and one of its own is led once without disturbance, and all
 * moments of it are written down: each statement of each transaction of leader and participants,
 * each commit, and each commit whose answer is still on its way. Then for each of these moments a
 * saga is led by a process that dies right then, and another process goes on.
 */
class KillAtEveryStepTest {
  private static final Logger LOG = LoggerFactory.getLogger(KillAtEveryStepTest.class);

  @TempDir
  static Path data;

  private static EmbeddedPostgres postgres;
  private static Vertx outside;
  private static Pool superuser;

  /** One moment of a saga: this happens for the so many-th time. */
  private record Moment(String what, int time) {}

  @BeforeAll
  static void open() {
    postgres = EmbeddedPostgres.start(TestPostgres.in(data));
    outside = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(postgres.uri()))
        .using(outside)
        .build();
    // Migrations are not what is looked at.
    undisturbed(moment -> false).end();
  }

  @AfterAll
  static void close() {
    Wait.forResult(superuser.close());
    Wait.forResult(outside.close());
    postgres.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aSagaThatGoesForward() {
    killAtEveryMoment("forward", new JsonObject(), "place-order", "COMPLETED");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aSagaThatIsRefusedAtItsLastStepAndGoesBack() {
    killAtEveryMoment(
        "refused", new JsonObject().put("carrier", "refuse"), "place-order", "FAILED");
  }

  /** Only the transaction that gives up a step is new here: the others are those from above. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aSagaWhoseStepIsDoneButNeverAnsweredAndGoesBackInTime() {
    JsonObject plan = new JsonObject().put("account", "silent");
    List<Moment> all = moments("late", plan, "hurry-up", "FAILED");
    int first = 0;
    while (!all.get(first).what().endsWith("whose time is over")) {
      first++;
    }
    killAt(all.subList(first, first + 4), "late", plan, "hurry-up", "FAILED");
  }

  /** The control: what is not kept together with the note that it was done happens twice. */
  @Test
  void aParticipantThatKeepsItsEffectsBesideTheTransactionIsFoundOut() {
    JsonObject plan = new JsonObject().put("account", "careless");

    killAt(new Moment("account: COMMITTED", 1), "careless", plan, "place-order");

    assertThat(end("careless")).startsWith("COMPLETED with CONFIRMED 1 2 1");
  }

  private static void killAtEveryMoment(
      String name, JsonObject plan, String saga, String expected) {
    List<Moment> moments = moments(name, plan, saga, expected);
    assertThat(moments).hasSizeGreaterThan(30);
    killAt(moments, name, plan, saga, expected);
  }

  private static void killAt(
      List<Moment> moments, String name, JsonObject plan, String saga, String expected) {
    List<String> inconsistent = new ArrayList<>();
    int begun = 0;
    for (int i = 0; i < moments.size(); i++) {
      String id = name + "-" + i;
      begun += killAt(moments.get(i), id, plan, saga);
      String end = end(id);
      if (!end.equals(expected) && !end.equals("never begun")) {
        inconsistent.add(moments.get(i) + ": " + end);
      }
    }
    LOG.warn(
        "{}: killed at all of {} moments, {} of them inconsistent; {} sagas had begun",
        name,
        moments.size(),
        inconsistent.size(),
        begun);
    LOG.info("The moments were {}", moments);
    assertThat(inconsistent).isEmpty();
  }

  /** All moments of an undisturbed saga. */
  private static List<Moment> moments(String name, JsonObject plan, String saga, String expected) {
    List<Moment> moments = new CopyOnWriteArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    Lifetime life = undisturbed(what -> {
      moments.add(new Moment(what, times.merge(what, 1, Integer::sum)));
      return false;
    });
    Wait.forResult(life.place(name, plan, saga));
    Wait.until("it has ended", () -> isOver(name));
    life.end();
    assertThat(end(name)).isEqualTo(expected);
    return List.copyOf(moments);
  }

  /** Answers how many sagas came of it, which is one or none. */
  private static int killAt(Moment moment, String id, JsonObject plan, String saga) {
    AtomicBoolean dead = new AtomicBoolean();
    Map<String, Integer> times = new HashMap<>();
    Lifetime first = new Lifetime(outside, DatabaseUri.parse(postgres.uri()), what -> {
      boolean now =
          times.merge(what, 1, Integer::sum) == moment.time() && what.equals(moment.what());
      dead.compareAndSet(false, now);
      return now;
    });
    first.place(id, plan, saga);
    Wait.until("it is killed at " + moment, dead::get);
    Lifetime next = undisturbed(what -> false);
    int begun = Math.toIntExact(count("orders.saga WHERE id = '" + id + "'"));
    Wait.until(id + " has ended after " + moment, () -> begun == 0 || isOver(id));
    next.end();
    first.bury();
    return begun;
  }

  private static Lifetime undisturbed(Predicate<String> listener) {
    return new Lifetime(outside, DatabaseUri.parse(postgres.uri()), listener);
  }

  private static boolean isOver(String id) {
    return count("orders.saga WHERE finished IS NOT NULL AND id = '" + id + "'") == 1;
  }

  /** How it ended, if all that it left behind fits to that, or else what is wrong. */
  private static String end(String id) {
    if (count("orders.saga WHERE id = '" + id + "'") == 0) {
      return left(id).equals(" 0 0 0 | 0 orders, 0 commands")
          ? "never begun"
          : "half begun: " + left(id);
    }
    String state = ask("SELECT state FROM orders.saga WHERE id = '" + id + "'").getString(0);
    String fits = state.equals("COMPLETED") ? "CONFIRMED 1 1 1" : "REJECTED 0 0 0";
    String left = left(id);
    return left.startsWith(fits + " |") ? state : state + " with " + left;
  }

  /** What it settled, which must be one, and what is left of its effects at each participant. */
  private static String left(String id) {
    StringBuilder left = new StringBuilder(
        ask("SELECT coalesce(string_agg(status, ' '), '') FROM orders.settled WHERE id = '" + id
                + "'")
            .getString(0));
    for (String name : Orders.PARTICIPANTS) {
      left.append(' ')
          .append(ask("SELECT coalesce(sum(amount), 0)::int FROM " + name + ".effect WHERE saga = '"
                  + id + "'")
              .getInteger(0));
    }
    return left + " | " + count("orders.placed WHERE id = '" + id + "'") + " orders, "
        + count("orders.event WHERE subject = '" + id + "'") + " commands";
  }

  private static long count(String from) {
    return ask("SELECT count(*) FROM " + from).getLong(0);
  }

  private static Row ask(String sql) {
    return Wait.forResult(superuser.query(sql).execute()).iterator().next();
  }
}
