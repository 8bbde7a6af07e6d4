package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * What a piece of work does in the database, all of it or nothing: a statement that fails spoils
 * the whole, and takes the statements after it along.
 *
 * <p>Statements are executed one after another; the next one may be sent before the first is
 * answered.
 */
public final class Transaction {
  private final Statements statements;
  private final Call call;

  Transaction(Statements statements, Call call) {
    this.statements = statements;
    this.call = call;
  }

  /** On whose behalf it is done. */
  public Call call() {
    return call;
  }

  /** The same transaction, for what is done in it on behalf of another call. */
  public Transaction onBehalfOf(Call other) {
    return new Transaction(statements, other);
  }

  public Future<RowSet<Row>> execute(String sql) {
    return statements.send(() -> statements.connection().query(sql).execute());
  }

  /** A statement with parameters $1, $2 and so on, which the server plans once. */
  public Future<RowSet<Row>> execute(String sql, Tuple parameters) {
    return statements.send(() -> statements.connection().preparedQuery(sql).execute(parameters));
  }

  /** The same statement for each of these parameters, in one go. */
  public Future<RowSet<Row>> executeBatch(String sql, List<Tuple> parameters) {
    if (parameters.isEmpty()) {
      // The client would give this failure to whatever statement is unanswered at the time.
      return Future.failedFuture(new IllegalArgumentException("a batch of no parameters: " + sql));
    }
    return statements.send(
        () -> statements.connection().preparedQuery(sql).executeBatch(parameters));
  }

  /**
   * Runs this when all of it is kept for certain, and never otherwise; it may also be lost, when
   * this process ends in that moment.
   */
  public void afterCommit(Runnable task) {
    statements.afterCommit(task);
  }
}
