package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.trace.Spans;
import io.sennit.testkit.Wait;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader against a source that answers when the test lets it. */
class WakingUpTest {
  private static final Duration LESS_THAN_A_TICK = Duration.ofMillis(4_500);

  @TempDir
  Path data;

  private final List<Asked> fetches = new CopyOnWriteArrayList<>();
  private final Map<String, Promise<Void>> handled = new ConcurrentHashMap<>();

  /** A fetch that waits for its answer. */
  private record Asked(JsonObject places, Promise<Reply> answer) {}

  @Test
  void aPlaceThatIsDoneWhileAnotherIsFetchedForIsFetchedForNextAndNotAtTheNextTick() {
    try (LogTable log = new LogTable(data)) {
      GroupReader reader = reader(log, log.open("waking"));
      Context loop = log.vertx().getOrCreateContext();
      loop.runOnContext(go -> reader.start());
      asked(1).answer().complete(reply(Map.of(0, event("first", 1), 1, event("second", 2)), true));
      Wait.until("both are being handled", () -> handled.size() == 2);

      handled.get("first").complete();
      Asked forTheFirst = asked(2);
      handled.get("second").complete();
      Wait.until(
          "the second is kept",
          () -> log.texts("SELECT position FROM waking.event_cursor WHERE partition = 1")
              .equals(List.of("2")));
      SqlConnection lock = withoutTicks(log);
      loop.runOnContext(go -> forTheFirst.answer().complete(reply(Map.of(), false)));

      Wait.within(LESS_THAN_A_TICK, "it is fetched for", () -> fetches.size() >= 3);
      assertThat(asked(3).places().getLong("1")).isEqualTo(2);
      Wait.forResult(lock.close());
      asked(3).answer().complete(reply(Map.of(), false));
      loop.runOnContext(go -> reader.stop());
    }
  }

  @Test
  void whereAHintTellsOfSomethingItIsLookedForAndNowhereElse() {
    try (LogTable log = new LogTable(data)) {
      GroupReader reader = reader(log, log.open("waking"));
      Context loop = log.vertx().getOrCreateContext();
      loop.runOnContext(go -> reader.start());
      assertThat(asked(1).places().fieldNames()).containsExactlyInAnyOrder("0", "1");

      log.vertx()
          .eventBus()
          .publish(Hints.address("/seller"), Hints.of(Set.of("sale.made"), Set.of(1)));

      Wait.until("the one is fetched for alone", () -> {
        fetches.forEach(asked -> asked.answer().tryComplete(reply(Map.of(), false)));
        return fetches.stream().anyMatch(asked -> asked.places().fieldNames().equals(Set.of("1")));
      });
      loop.runOnContext(go -> reader.stop());
    }
  }

  /** A tick looks at the cursors first, and waits for 5 s when somebody locks them. */
  private static SqlConnection withoutTicks(LogTable log) {
    SqlConnection lock = Wait.forResult(log.superuser().getConnection());
    Wait.forResult(lock.query("BEGIN; LOCK TABLE waking.event_cursor IN ACCESS EXCLUSIVE MODE")
        .execute());
    return lock;
  }

  private Asked asked(int number) {
    Wait.until("fetch " + number + " comes", () -> fetches.size() >= number);
    return fetches.get(number - 1);
  }

  private GroupReader reader(LogTable log, Store store) {
    Subscription group = Subscription.group("books")
        .from("seller")
        .on(
            "sale.made",
            (event, tx) -> handled
                .computeIfAbsent(event.subject(), subject -> Promise.promise())
                .future())
        .build();
    return new GroupReader(
        new Reading("waking", group, "seller"),
        new Surroundings(
            log.vertx(),
            store,
            this::source,
            new SimpleMeterRegistry(),
            new Spans(Clock.systemUTC()),
            "self",
            () -> Set.of("self"),
            () -> Set.of("self")));
  }

  private Future<Reply> source(Call call) {
    if (call.operation().toString().endsWith(Log.POSITION)) {
      JsonObject places = new JsonObject().put("0", 0).put("1", 0);
      return Future.succeededFuture(Reply.ok(new JsonObject().put("places", places)));
    }
    Asked asked = new Asked(call.input().getJsonObject("places"), Promise.promise());
    fetches.add(asked);
    return asked.answer().future();
  }

  private static JsonObject event(String subject, int position) {
    return new JsonObject()
        .put("id", Integer.toString(position))
        .put("source", "/seller")
        .put("type", "sale.made")
        .put("subject", subject)
        .put("time", "2026-11-20T11:22:33Z")
        .put("data", new JsonObject());
  }

  /** One event, or none, of each of two partitions. */
  private static Reply reply(Map<Integer, JsonObject> events, boolean more) {
    JsonObject parts = new JsonObject();
    for (int partition = 0; partition < 2; partition++) {
      JsonObject event = events.get(partition);
      parts.put(
          Integer.toString(partition),
          new JsonObject()
              .put("gone", false)
              .put("events", event == null ? new JsonArray() : new JsonArray().add(event))
              .put("upTo", event == null ? 0L : Long.parseLong(event.getString("id")))
              .put("more", more));
    }
    JsonObject answer = new JsonObject().put("pending", false).put("partitions", parts);
    return new Reply(200, Pairs.EMPTY, Body.of(answer.toBuffer()));
  }
}
