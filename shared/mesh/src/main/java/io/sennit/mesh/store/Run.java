package io.sennit.mesh.store;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A piece of work for one call, repeated where it certainly took no effect. */
final class Run<T> {
  private static final int MOST_ATTEMPTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 4;

  private final Connections connections;
  private final Failures failures;
  private final Mode mode;
  private final Function<Transaction, Future<T>> work;
  private final Patience patience;
  private @Nullable Attempt<T> latest;

  Run(
      Connections connections,
      Failures failures,
      Mode mode,
      Function<Transaction, Future<T>> work,
      Patience patience) {
    this.connections = connections;
    this.failures = failures;
    this.mode = mode;
    this.work = work;
    this.patience = patience;
  }

  /** Ends with the patience at the latest; what is left to clean up goes on behind it. */
  Future<T> outcome() {
    Promise<T> outcome = Promise.promise();
    if (!patience.isOver()) {
      attempt(1).onComplete(outcome::tryComplete, failure -> {
        // What fails because nobody waits any more is told below.
        if (!patience.isOver()) {
          outcome.tryFail(failure);
        }
      });
    }
    // Last, so that the others whom it concerns have left before somebody comes anew.
    patience.onEnd(kind -> outcome.tryFail(over(kind)));
    return outcome.future().onComplete(done -> patience.close());
  }

  private Future<T> attempt(int number) {
    return connections.take(patience).recover(failures::explain).compose(connection -> {
      Attempt<T> attempt = new Attempt<>(connections, connection, mode, patience);
      latest = attempt;
      return attempt.run(work).recover(failure -> again(attempt, number, failure));
    });
  }

  private Future<T> again(Attempt<T> attempt, int number, Throwable failure) {
    Throwable spoiled = attempt.spoiled();
    latest = null;
    if (spoiled == null || patience.isOver()) {
      return Future.failedFuture(failure);
    }
    if (attempt.isLost()) {
      return attempt.isCommitting()
          ? Future.failedFuture(failures.unknownOutcome(spoiled))
          : number == 1 ? attempt(2) : failures.explain(spoiled);
    }
    if (Failures.isConflict(spoiled) && number < MOST_ATTEMPTS) {
      return patience.bound(pause(number), late -> {}).compose(rested -> attempt(number + 1));
    }
    return Future.failedFuture(
        failure == spoiled || Failures.isConflict(spoiled)
            ? failures.ofStatement(spoiled)
            : failure);
  }

  /** By chance, so that those who were in each other's way do not meet again. */
  private Future<?> pause(int number) {
    long most = FIRST_PAUSE_MILLIS << number;
    return connections.vertx().timer(ThreadLocalRandom.current().nextLong(1, most));
  }

  private Problem over(Kind kind) {
    Attempt<T> attempt = latest;
    String effect = attempt != null && attempt.isCommitting()
        ? "This happened during the commit: " + Failures.UNKNOWN
        : "What the database had begun was undone.";
    return Problem.of(
        kind,
        kind == Kind.CANCELLED
            ? "The call was taken back. " + effect
            : "The deadline passed while the database was at work; allow more time. " + effect);
  }
}
