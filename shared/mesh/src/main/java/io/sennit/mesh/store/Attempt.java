package io.sennit.mesh.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of work on one connection, once: begun, worked, committed or rolled back, and the
 * connection given back when it is certain that no cancel request can reach it any more.
 */
final class Attempt<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final Connections connections;
  private final SqlConnection connection;
  private final Statements statements;
  private final Mode mode;
  private final Patience patience;
  private Future<?> begun = Future.succeededFuture();
  private Future<Void> interruption = Future.succeededFuture();
  private boolean committing;
  private boolean rollingBack;

  Attempt(Connections connections, SqlConnection connection, Mode mode, Patience patience) {
    this.connections = connections;
    this.connection = connection;
    this.statements = new Statements(connection);
    this.mode = mode;
    this.patience = patience;
  }

  Future<T> run(Function<Transaction, Future<T>> work) {
    patience.onEnd(kind -> interrupt());
    begin();
    return patience.bound(started(work), late -> {}).transform(this::end);
  }

  /** Whether it may have taken effect although it failed. */
  boolean isCommitting() {
    return committing;
  }

  /** The failure of the database that no work can undo. */
  @Nullable
  Throwable spoiled() {
    return statements.spoiled();
  }

  boolean isLost() {
    Throwable failure = spoiled();
    return failure != null && (Failures.isLost(failure) || !Wire.isOpen(connection));
  }

  /** Not waited for: it travels together with the first statement of the work. */
  private void begin() {
    if (mode.isTransaction()) {
      String begin = mode.begin(connections.statementMillis(patience));
      begun = statements.frame(connection.query(begin)::execute);
    }
  }

  private Future<T> started(Function<Transaction, Future<T>> work) {
    try {
      @Nullable Future<T> outcome = work.apply(new Transaction(statements, patience.call()));
      return outcome == null
          ? Future.failedFuture(new IllegalStateException("the work answered no future"))
          : outcome;
    } catch (RuntimeException | Error thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private void interrupt() {
    if (rollingBack || statements.isQuiet()) {
      return;
    }
    interruption = connections
        .interruption(connection, statements, patience)
        .run(begun)
        .onFailure(uncertain -> Wire.cut(connection));
  }

  private Future<T> end(AsyncResult<T> worked) {
    statements.end();
    return statements
        .quiet()
        .transform(quiet -> interruption)
        .transform(settled -> worked.succeeded() && spoiled() == null && !patience.isOver()
            ? commit().map(committed -> kept(worked.result()))
            : rollback().transform(done -> Future.failedFuture(cause(worked))))
        .onComplete(ended -> interruption.onComplete(this::giveBack));
  }

  private Future<?> commit() {
    if (!mode.isTransaction()) {
      return Future.succeededFuture();
    }
    committing = true;
    return statements.frame(() -> connection.query("COMMIT").execute());
  }

  private T kept(T result) {
    for (Runnable task : statements.afterCommit()) {
      try {
        task.run();
      } catch (RuntimeException defect) {
        LOG.error("What was to follow a commit failed; the commit itself holds", defect);
      }
    }
    return result;
  }

  private Future<?> rollback() {
    rollingBack = true;
    return mode.isTransaction()
        ? statements
            .frame(() -> connection.query("ROLLBACK").execute())
            .onFailure(open -> Wire.cut(connection))
        : Future.succeededFuture();
  }

  private Throwable cause(AsyncResult<T> worked) {
    Throwable failure = worked.failed() ? worked.cause() : spoiled();
    return failure == null ? new IllegalStateException("it was interrupted") : failure;
  }

  private void giveBack(AsyncResult<Void> settled) {
    if (settled.failed() || isLost()) {
      connections.discard(connection);
    } else if (committing && spoiled() != null) {
      abandon();
    } else {
      connections.giveBack(connection);
    }
  }

  /**
   * A commit that was ended at its very beginning leaves the transaction open, though it failed.
   */
  private void abandon() {
    rollingBack = true;
    PgConnection.cast(connection)
        .noticeHandler(thereWasNone -> {})
        .query("ROLLBACK")
        .execute()
        .onComplete(
            done -> connections.giveBack(connection), open -> connections.discard(connection));
  }
}
