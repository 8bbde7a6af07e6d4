package io.sennit.mesh.saga;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What operators see of a service's sagas, and do to them.
 *
 * <p>{@code sagas-list} takes {@code state}, {@code name}, {@code limit} and {@code after}, and
 * answers {@code items}, the newest first, and {@code next}, the {@code after} of the next page,
 * where there is one. {@code sagas-read} and {@code sagas-retry} take {@code id}, and {@code name}
 * where sagas of several names have that id. A saga is
 *
 * <pre>{@code
 * {"service":"orders", "name":"place-order", "id":"0192...",
 *  "state":"RUNNING|COMPENSATING|PARKED|COMPLETED|FAILED",
 *  "step":"charge",         // where it is; not of one that has ended
 *  "attempts":1,            // how often the present command was sent
 *  "reason":"TIMED_OUT",    // why its steps are undone, and because of which one, if they are
 *  "failedStep":"charge",
 *  "error":"...",           // why it is parked, or could not go on lately
 *  "startedAt":"...", "updatedAt":"...", "deadlineAt":"...",
 *  "dueAt":"...",           // when it is looked at if no answer comes
 *  "finishedAt":"..."}
 * }</pre>
 *
 * <p>What is not known is left out. Reading one adds {@code input}, {@code answers} (the data of
 * the answers by step), {@code history} (of {@code at}, {@code what}, {@code step}, {@code event}
 * and {@code detail}, the last three where there are any) and {@code steps}, the same by step:
 * {@code name}, {@code state} (the last of its history), {@code at}, {@code attempts} and
 * {@code error}.
 */
final class Overview {
  private static final String COLUMNS = """
      name, id, number, state, step, attempts, reason, failed, error, started, updated, due,
      deadline, finished
      """;
  private static final String LIST = """
      SELECT %s
        FROM saga
       WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR name = $2)
         AND ($3::bigint IS NULL OR number < $3)
       ORDER BY number DESC
       LIMIT $4
      """.formatted(COLUMNS);
  /** The same with the index on those that have not ended, which are few. */
  private static final String LIST_OPEN = LIST.replace("WHERE", "WHERE finished IS NULL AND");

  private static final String READ = """
      SELECT %s, input, answers, history, happened
        FROM saga
       WHERE id = $1 AND ($2::text IS NULL OR name = $2)
      """.formatted(COLUMNS);
  private static final String AUDIT =
      "INSERT INTO event_audit (who, action, detail) VALUES ($1, 'saga.retry', $2)";

  private final Rows rows;
  private final Store store;

  Overview(Rows rows, Store store) {
    this.rows = rows;
    this.store = store;
  }

  Future<Reply> list(Call call) {
    JsonObject input = call.input();
    int limit = input.getInteger("limit", 100);
    String state = input.getString("state");
    boolean open = state != null && !State.valueOf(state).isOver();
    // One more than asked for tells whether there is a next page.
    Tuple parameters = Tuple.of(state, input.getString("name"), input.getLong("after"), limit + 1);
    return store.read(call, open ? LIST_OPEN : LIST, parameters).map(found -> {
      JsonArray items = new JsonArray();
      long last = 0;
      for (Row row : found) {
        if (items.size() < limit) {
          items.add(SagaJson.of(rows.service(), row));
          last = row.getLong("number");
        }
      }
      JsonObject page = new JsonObject().put("items", items);
      return Reply.ok(found.size() > limit ? page.put("next", last) : page);
    });
  }

  Future<Reply> read(Call call) {
    return store
        .read(call, READ, key(call))
        .map(found -> Reply.ok(SagaJson.whole(rows.service(), only(call, found))));
  }

  /** The clock of the sagas takes it up within a second. */
  Future<Reply> retry(Call call) {
    return store.inTransaction(
        call,
        transaction -> transaction
            .execute(READ, key(call))
            .compose(found -> retry(call, transaction, only(call, found).getString("name")))
            .compose(retried -> transaction.execute(READ, key(call)))
            .map(found -> Reply.ok(SagaJson.of(rows.service(), only(call, found)))));
  }

  private Future<Void> retry(Call call, Transaction transaction, String name) {
    String id = call.input().getString("id");
    Course.Key key = new Course.Key(rows.service(), name, id);
    return rows.lock(transaction, List.of(key)).compose(found -> {
      Course course = found.get(key);
      if (course == null || course.state() != State.PARKED) {
        return Future.failedFuture(Problem.of(
            Kind.CONFLICT,
            "The saga " + name + " " + id + " is "
                + (course == null ? "gone" : course.state())
                + ": only one that is PARKED can be retried."));
      }
      course.retry();
      return transaction
          .execute(AUDIT, Tuple.of(call.identity().subject(), name + "/" + id))
          .compose(written -> rows.update(transaction, List.of(course)));
    });
  }

  private static Tuple key(Call call) {
    return Tuple.of(call.input().getString("id"), call.input().getString("name"));
  }

  private static Row only(Call call, RowSet<Row> found) {
    String id = call.input().getString("id");
    if (found.size() == 0) {
      throw Problem.of(
          Kind.NOT_FOUND, "There is no saga " + id + ", or it ended long ago: list them.");
    }
    if (found.size() > 1) {
      String names = StreamSupport.stream(found.spliterator(), false)
          .map(row -> row.getString("name"))
          .sorted()
          .collect(Collectors.joining(", "));
      throw Problem.of(
          Kind.CONFLICT,
          "Several sagas have the id " + id + ": say which with name=, one of " + names + ".");
    }
    return found.iterator().next();
  }
}
