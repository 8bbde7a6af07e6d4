package io.sennit.mesh.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction on their connection: how many are unanswered, and whether one
 * of them has failed and so spoiled the whole.
 */
final class Statements {
  private final SqlConnection connection;
  private int unanswered;
  private @Nullable Throwable spoiled;
  private boolean ended;
  private @Nullable Promise<Void> quiet;
  private final List<Runnable> afterCommit = new ArrayList<>(1);

  Statements(SqlConnection connection) {
    this.connection = connection;
  }

  SqlConnection connection() {
    return connection;
  }

  /** Sends a statement of the work. */
  <R> Future<R> send(Supplier<Future<R>> statement) {
    synchronized (this) {
      if (spoiled != null) {
        return Future.failedFuture(spoiled);
      }
      if (ended) {
        return Future.failedFuture(
            new IllegalStateException(
                "The transaction has ended: every statement has to be sent before the future of its work ends."));
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
    return sent.andThen(this::answered).recover(failure -> Future.failedFuture(cause(failure)));
  }

  /** Those that were on their way behind the first that failed say nothing but that it did. */
  private Throwable cause(Throwable failure) {
    Throwable first = spoiled();
    return first == null ? failure : first;
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
    ended = true;
  }

  /** The failure of the first statement that failed. */
  synchronized @Nullable Throwable spoiled() {
    return spoiled;
  }

  synchronized void afterCommit(Runnable task) {
    afterCommit.add(task);
  }

  synchronized List<Runnable> afterCommit() {
    return List.copyOf(afterCommit);
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
