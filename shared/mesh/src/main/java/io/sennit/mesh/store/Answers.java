package io.sennit.mesh.store;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answers to calls with idempotency keys, kept in the transaction of what they did: the same
 * call gets its answer again, and is not run again.
 */
final class Answers {
  /** Longer than a caller is late that waits for the end of its own call. */
  private static final long GRACE_MILLIS = 5_000;

  private Answers() {}

  /** Does the work of those who have no answer yet. Each has an outcome of its own, in order. */
  static <T> Future<List<Future<Answered>>> once(
      Transaction transaction, List<Asked<T>> all, SharedWork<T> work) {
    List<Asked<T>> keyed = all.stream().filter(asked -> asked.key() != null).toList();
    Outcomes<T> outcomes = new Outcomes<>(all);
    if (keyed.isEmpty()) {
      return perform(transaction, outcomes, work);
    }
    Tuple names = Tuple.tuple()
        .addArrayOfString(texts(keyed, asked -> asked.name().scope()))
        .addArrayOfString(texts(keyed, asked -> asked.name().key()));
    Future<RowSet<Row>> locks = transaction.execute(AnswerSql.LOCK, names);
    // Sent right behind the locks, and looks after they were tried.
    return transaction
        .execute(AnswerSql.FIND, names)
        .compose(found -> locks.compose(tried -> {
          refuseOthers(outcomes, keyed, tried);
          return before(transaction, outcomes, keyed, found)
              .compose(given -> perform(transaction, outcomes, work));
        }));
  }

  /** Those that somebody else is at work on, in another transaction or in this one. */
  private static <T> void refuseOthers(
      Outcomes<T> outcomes, List<Asked<T>> keyed, RowSet<Row> tried) {
    Set<AnswerKey> ours = new HashSet<>();
    int place = 0;
    for (Row row : tried) {
      Asked<T> asked = keyed.get(place++);
      if (!row.getBoolean(0) || !ours.add(asked.name().withoutRequest())) {
        outcomes.put(asked, Future.failedFuture(AnswerKey.atWork()));
      }
    }
  }

  /** Those that were answered before, whether or not somebody else looks as well. */
  private static <T> Future<Void> before(
      Transaction transaction, Outcomes<T> outcomes, List<Asked<T>> keyed, RowSet<Row> found) {
    Future<Void> settled = Future.succeededFuture();
    for (Row row : found) {
      Asked<T> asked = keyed.get(row.getInteger("place"));
      if (row.getBoolean("awaited")) {
        outcomes.put(asked, Future.failedFuture(AnswerKey.atWork()));
      } else if (row.getBoolean("open")) {
        settled = settled
            .compose(
                earlier -> transaction.execute(AnswerSql.SETTLE, asked.name().tuple()))
            .onSuccess(rows -> outcomes.put(asked, given(asked.name(), rows)))
            .mapEmpty();
      } else {
        outcomes.put(asked, given(asked.name(), row));
      }
    }
    return settled;
  }

  private static <T> Future<List<Future<Answered>>> perform(
      Transaction transaction, Outcomes<T> outcomes, SharedWork<T> work) {
    List<Asked<T>> open = outcomes.open();
    if (open.isEmpty()) {
      return Future.succeededFuture(outcomes.inOrder());
    }
    return work.apply(transaction, open.stream().map(Asked::piece).toList())
        .compose(replies -> {
          List<Kept> kept = new ArrayList<>(open.size());
          for (int i = 0; i < open.size(); i++) {
            Asked<T> asked = open.get(i);
            Reply reply = replies.get(i);
            outcomes.put(asked, Future.succeededFuture(new Answered(reply, true)));
            if (asked.key() != null) {
              kept.add(
                  new Kept(asked.name(), reply, asked.sequel(), asked.about().apply(reply)));
            }
          }
          return keep(transaction, kept);
        })
        .map(kept -> outcomes.inOrder());
  }

  /** What is kept of an answer. */
  private record Kept(
      AnswerKey key, Reply reply, Sequel sequel, @Nullable String about) {
    long openMillis() {
      return sequel.isNone() ? 0 : sequel.longest().toMillis() + GRACE_MILLIS;
    }

    String headers() {
      String[] headers = reply.headers().toArray();
      for (String part : headers) {
        if (part.indexOf('\n') >= 0) {
          throw new IllegalStateException(
              "The answer has a header with a line feed, which HTTP does not allow: " + headers[0]);
        }
      }
      return String.join("\n", headers);
    }
  }

  private static Future<?> keep(Transaction transaction, List<Kept> kept) {
    if (kept.isEmpty()) {
      return Future.succeededFuture();
    }
    return transaction.execute(
        AnswerSql.KEEP,
        Tuple.tuple()
            .addArrayOfString(texts(kept, one -> one.key().scope()))
            .addArrayOfString(texts(kept, one -> one.key().key()))
            .addArrayOfBuffer(kept.stream().map(one -> one.key().request()).toArray(Buffer[]::new))
            .addArrayOfInteger(
                kept.stream().map(one -> one.reply().status()).toArray(Integer[]::new))
            .addArrayOfString(texts(kept, Kept::headers))
            .addArrayOfBuffer(
                kept.stream().map(one -> one.reply().body().bytes()).toArray(Buffer[]::new))
            .addArrayOfLong(kept.stream().map(Kept::openMillis).toArray(Long[]::new))
            .addArrayOfString(kept.stream().map(Kept::about).toArray(String[]::new)));
  }

  /** Makes this the answer, unless others have been given the one that was there. */
  static Future<Reply> close(Transaction transaction, AnswerKey key, Reply last) {
    Tuple row = Tuple.of(
        key.scope(),
        key.key(),
        last.status(),
        last.headers().toArray(),
        last.body().bytes());
    return transaction
        .execute(AnswerSql.CLOSE, row)
        .compose(closed -> closed.rowCount() == 1
            ? Future.succeededFuture(last)
            : transaction
                .execute(AnswerSql.READ, key.tuple())
                .compose(rows -> given(key, rows).map(Answered::reply)));
  }

  static Future<Answered> given(AnswerKey key, RowSet<Row> rows) {
    return rows.size() == 0
        ? Future.failedFuture(AnswerKey.atWork())
        : given(key, rows.iterator().next());
  }

  private static Future<Answered> given(AnswerKey key, Row row) {
    if (!key.request().equals(row.getBuffer("request"))) {
      return Future.failedFuture(key.usedOtherwise());
    }
    Reply reply = new Reply(
        row.getInteger("status"),
        Pairs.of(row.getArrayOfStrings("headers")),
        Body.of(row.getBuffer("body")));
    return Future.succeededFuture(new Answered(reply, false));
  }

  private static <E> String[] texts(List<E> rows, Function<E, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
