package io.sennit.mesh.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work does in the database, all of it or nothing: a statement that fails spoils
 * the whole, and takes the statements after it along.
 *
 * <p>Statements are executed one after another; the next one may be sent before the first is
 * answered.
 */
public final class Transaction {
  private final SqlConnection connection;
  private int unanswered;
  private @Nullable Throwable spoiled;
  private @Nullable Throwable ended;
  private @Nullable Promise<Void> quiet;

  Transaction(SqlConnection connection) {
    this.connection = connection;
  }

  public Future<RowSet<Row>> execute(String sql) {
    return send(() -> connection.query(sql).execute());
  }

  /** A statement with parameters $1, $2 and so on, which the server plans once. */
  public Future<RowSet<Row>> execute(String sql, Tuple parameters) {
    return send(() -> connection.preparedQuery(sql).execute(parameters));
  }

  /** The same statement for each of these parameters, in one go. */
  public Future<RowSet<Row>> executeBatch(String sql, List<Tuple> parameters) {
    if (parameters.isEmpty()) {
      // The client would give this failure to whatever statement is unanswered at the time.
      return Future.failedFuture(new IllegalArgumentException("a batch of no parameters: " + sql));
    }
    return send(() -> connection.preparedQuery(sql).executeBatch(parameters));
  }

  private <R> Future<R> send(Supplier<Future<R>> statement) {
    synchronized (this) {
      Throwable refusal = spoiled == null ? ended : spoiled;
      if (refusal != null) {
        return Future.failedFuture(refusal);
      }
      unanswered++;
    }
    return counted(statement);
  }

  /** Sends what makes it a transaction, which is not a statement of the work. */
  <R> Future<R> frame(Supplier<Future<R>> statement) {
    synchronized (this) {
      unanswered++;
    }
    return counted(statement);
  }

  private <R> Future<R> counted(Supplier<Future<R>> statement) {
    Future<R> sent;
    try {
      sent = statement.get();
    } catch (RuntimeException notSent) {
      sent = Future.failedFuture(notSent);
    }
    return sent.andThen(this::answered);
  }

  private void answered(AsyncResult<?> answer) {
    Promise<Void> waiting;
    synchronized (this) {
      if (answer.failed() && spoiled == null) {
        spoiled = answer.cause();
      }
      unanswered--;
      if (unanswered > 0) {
        return;
      }
      waiting = quiet;
      quiet = null;
    }
    if (waiting != null) {
      waiting.complete();
    }
  }

  /** Refuses statements from now on. */
  synchronized void end() {
    ended = new IllegalStateException(
        "The transaction has ended: every statement belongs into the future that its work returns.");
  }

  /** The failure of the first statement that failed. */
  synchronized @Nullable Throwable spoiled() {
    return spoiled;
  }

  synchronized boolean isQuiet() {
    return unanswered == 0;
  }

  /** Ends well when no statement is unanswered. */
  synchronized Future<Void> quiet() {
    if (unanswered == 0) {
      return Future.succeededFuture();
    }
    Promise<Void> waiting = quiet == null ? Promise.promise() : quiet;
    quiet = waiting;
    return waiting.future();
  }
}
