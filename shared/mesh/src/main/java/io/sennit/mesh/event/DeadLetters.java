package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
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
import org.jspecify.annotations.Nullable;

/** The parked events of a service, for operators to look at, try again, or drop. */
final class DeadLetters {
  private static final String LIST = """
      SELECT *
        FROM (SELECT id, reader, source, partition, position, type, subject, attempts, due, dead,
                     error, parked, CASE WHEN $1::bigint IS NOT NULL THEN event::text END AS event,
                     count(*) OVER (PARTITION BY reader, source, partition, subject) AS line,
                     rank() OVER (PARTITION BY reader, source, partition, subject
                                      ORDER BY position) AS place
                FROM event_parked) AS one
       WHERE ($1 IS NULL OR id = $1)
         AND ($2::text IS NULL OR reader = $2)
         AND ($3::text IS NULL OR source = $3)
         AND ($4::text IS NULL OR subject = $4)
         AND ($5::text IS NULL
              OR $5 = CASE WHEN dead THEN 'DEAD' WHEN place = 1 THEN 'RETRYING' ELSE 'WAITING' END)
         AND id > $6
       ORDER BY id
       LIMIT $7
      """;
  private static final String FIRST = """
      SELECT first.id
        FROM event_parked AS one
        JOIN event_parked AS first USING (reader, source, partition, subject)
       WHERE one.id = $1
       ORDER BY first.position
       LIMIT 1
      """;
  private static final String RETRY = """
      UPDATE event_parked
         SET attempts = 0, due = now(), dead = false
       WHERE id = $1
      RETURNING reader, source, partition, position, type, subject
      """;
  private static final String DROP = """
      DELETE FROM event_parked
       WHERE id = $1
      RETURNING reader, source, partition, position, type, subject
      """;

  private final String service;
  private final Store store;

  DeadLetters(String service, Store store) {
    this.service = service;
    this.store = store;
  }

  Future<JsonObject> list(Call call) {
    JsonObject input = call.input();
    int limit = input.getInteger("limit", 100);
    String group = input.getString("group");
    String source = input.getString("source");
    Tuple parameters = Tuple.tuple()
        .addValue(input.containsKey("id") ? number(input.getString("id")) : null)
        .addString(group == null ? null : service + "/" + group)
        .addString(source == null ? null : EventLog.sourceNamed(source))
        .addString(input.getString("subject"))
        .addString(input.getString("state"))
        .addLong(input.getLong("after", 0L))
        .addInteger(limit + 1);
    return store.read(call, LIST, parameters).map(rows -> page(rows, limit));
  }

  private JsonObject page(RowSet<Row> rows, int limit) {
    JsonArray items = new JsonArray();
    JsonObject page = new JsonObject().put("items", items);
    long last = 0;
    for (Row row : rows) {
      if (items.size() == limit) {
        return page.put("next", last);
      }
      items.add(item(row));
      last = row.getLong("id");
    }
    return page;
  }

  private JsonObject item(Row row) {
    long place = row.getLong("place");
    boolean dead = row.getBoolean("dead");
    JsonObject item = reference(row)
        .put("id", service + "-" + row.getLong("id"))
        .put("state", dead ? "DEAD" : place == 1 ? "RETRYING" : "WAITING")
        .put("attempts", row.getInteger("attempts"))
        .put("behind", row.getLong("line") - place)
        .put("error", row.getString("error"))
        .put("parkedAt", row.getOffsetDateTime("parked").toInstant().toString());
    if (!dead) {
      item.put("dueAt", row.getOffsetDateTime("due").toInstant().toString());
    }
    String event = row.getString("event");
    return event == null ? item : item.put("event", new JsonObject(event));
  }

  private JsonObject reference(Row row) {
    String reader = row.getString("reader");
    return new JsonObject()
        .put("service", service)
        .put("group", reader.substring(reader.indexOf('/') + 1))
        .put("source", row.getString("source"))
        .put("partition", row.getInteger("partition"))
        .put("position", row.getLong("position"))
        .put("type", row.getString("type"))
        .put("subject", row.getString("subject"));
  }

  /** Tries one at once, as if it had never been tried. */
  Future<JsonObject> retry(Call call) {
    String id = call.input().getString("id");
    long number = number(id);
    return store.inTransaction(
        call,
        transaction -> transaction
            .execute(FIRST, Tuple.of(number))
            .compose(rows -> inFront(id, number, rows))
            .compose(first -> change(transaction, RETRY, id, "event.retry")));
  }

  private Future<Void> inFront(String id, long number, RowSet<Row> rows) {
    for (Row row : rows) {
      long first = row.getLong(0);
      if (first != number) {
        return Future.failedFuture(Problem.of(
            Kind.CONFLICT,
            id + " waits behind " + service + "-" + first
                + " of the same subject: retry or drop that one."));
      }
    }
    return Future.succeededFuture();
  }

  /** Removes one for good; those of its subject that wait behind it go on. */
  Future<JsonObject> drop(Call call) {
    String id = call.input().getString("id");
    return store.inTransaction(call, transaction -> change(transaction, DROP, id, "event.drop"));
  }

  private Future<JsonObject> change(Transaction transaction, String sql, String id, String action) {
    return transaction.execute(sql, Tuple.of(number(id))).compose(rows -> {
      if (rows.size() == 0) {
        return Future.failedFuture(Problem.of(
            Kind.NOT_FOUND,
            "Nothing is parked as " + id
                + " any more, or ever was; the list of dead letters has what is."));
      }
      Row row = rows.iterator().next();
      JsonObject changed = reference(row).put("id", id);
      Cursors cursors = new Cursors(row.getString("reader"), row.getString("source"));
      return cursors
          .raise(transaction, List.of(row.getInteger("partition")))
          .compose(raised -> Audit.write(transaction, action, detail(id, row)))
          .map(changed);
    });
  }

  private static String detail(String id, Row row) {
    return id + ", " + row.getString("type") + " " + row.getString("source") + "/"
        + row.getLong("position") + " of " + row.getString("subject") + ", for "
        + row.getString("reader");
  }

  /** Of an id as users see it, which is the service's name and a number. */
  private long number(@Nullable String id) {
    String text = String.valueOf(id);
    String prefix = service + "-";
    try {
      if (text.startsWith(prefix)) {
        return Long.parseLong(text.substring(prefix.length()));
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    throw Problem.invalid("id", "must be like " + prefix + "12, not '" + text + "'");
  }
}
