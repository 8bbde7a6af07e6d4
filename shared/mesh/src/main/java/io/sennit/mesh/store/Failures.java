package io.sennit.mesh.store;

import io.netty.handler.timeout.ReadTimeoutException;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one line what is wrong with the database, and what to do about it. */
final class Failures {
  static final String UNKNOWN =
      "whether it took effect is not known; look it up, or repeat the call with its idempotency key.";

  private static final Pattern LOST = Pattern.compile("08...|57P..|25P0[34]");
  private static final Pattern OVERLOADED = Pattern.compile("53...|58...");
  private static final Set<String> CONFLICT = Set.of("40001", "40P01");

  private final DatabaseUri uri;

  Failures(DatabaseUri uri) {
    this.uri = uri;
  }

  <T> Future<T> explain(Throwable failure) {
    return Future.failedFuture(failure instanceof Problem ? failure : problem(failure));
  }

  /** The server hung up, or was never reached: what had not been committed is undone. */
  static boolean isLost(Throwable failure) {
    return failure instanceof PgException refusal
        ? LOST.matcher(refusal.getSqlState()).matches()
        : failure instanceof IOException
            || failure instanceof ClosedConnectionException
            || failure instanceof ReadTimeoutException;
  }

  /** Others worked on the same rows at the same time, and the server undid this transaction. */
  static boolean isConflict(@Nullable Throwable failure) {
    return failure instanceof PgException refusal && CONFLICT.contains(refusal.getSqlState());
  }

  /**
   * What a service's author is told of a statement that failed: of the database's troubles a
   * problem; all else is the author's own, and stays as it is.
   */
  Throwable ofStatement(Throwable failure) {
    String state = failure instanceof PgException refusal ? refusal.getSqlState() : "";
    if (state.equals("57014")) {
      return Problem.of(
          Kind.DEADLINE_EXCEEDED,
          "The database took longer for a statement than it may (" + failure.getMessage()
              + "): ask for less, or see what holds it up.");
    }
    if (state.equals("25P02")) {
      // As the first failure of a transaction: the client asked a second time, and the first answer
      // is lost.
      return new IllegalArgumentException(
          "The type of a parameter is not clear to PostgreSQL: cast it, as in $1::text.", failure);
    }
    if (state.equals("55P03") || isConflict(failure)) {
      return Problem.of(
          Kind.UNAVAILABLE,
          "Others work on the same rows of the database (" + failure.getMessage()
              + "): ask again, all of it was undone.");
    }
    return isLost(failure) || OVERLOADED.matcher(state).matches() ? problem(failure) : failure;
  }

  /** The answer to the commit never came. */
  Problem unknownOutcome(Throwable failure) {
    return Problem.of(
        Kind.UNAVAILABLE,
        "The connection to the database at " + uri.server() + " broke during the commit ("
            + String.valueOf(failure.getMessage()).strip() + "): " + UNKNOWN);
  }

  private Problem problem(Throwable failure) {
    if (failure instanceof ConnectionPoolTooBusyException
        || "Timeout".equals(failure.getMessage())) {
      return Problem.of(
          Kind.UNAVAILABLE,
          "All connections to the database at " + uri.server()
              + " are at work: ask again, or run the service on more nodes.");
    }
    if (failure instanceof PgException refusal) {
      return Problem.of(Kind.UNAVAILABLE, refused(refusal));
    }
    if (failure instanceof TimeoutException || failure instanceof ReadTimeoutException) {
      return Problem.of(
          Kind.UNAVAILABLE,
          "The database at " + uri.server()
              + " does not answer in time: see whether it is overloaded or stopped.");
    }
    return Problem.of(
        Kind.UNAVAILABLE,
        "The database at " + uri.server() + " cannot be used ("
            + String.valueOf(failure.getMessage()).strip()
            + "): start it, or correct its address.");
  }

  private String refused(PgException refusal) {
    String reason = refusal.getErrorMessage() + ", SQLSTATE " + refusal.getSqlState();
    String state = String.valueOf(refusal.getSqlState());
    return switch (state) {
      case "28P01", "28000" ->
        "The database at " + uri.server() + " refuses the login (" + reason
            + "): correct the user and password in its address.";
      case "3D000" ->
        "The server at " + uri.server() + " has no database " + uri.database()
            + ": create it, or correct the address.";
      case "42501" ->
        "The user " + uri.user() + " of the database lacks a right (" + reason
            + "): it must be the database's owner and have CREATEROLE.";
      case "53300" ->
        "The database at " + uri.server() + " has no connection left (" + reason
            + "): raise its max_connections, or run fewer nodes.";
      default -> "The database at " + uri.server() + " refuses (" + reason + "): see its log.";
    };
  }
}
