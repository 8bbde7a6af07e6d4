package io.sennit.mesh.store;

import io.netty.handler.timeout.ReadTimeoutException;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.concurrent.TimeoutException;

/** Says in one line what is wrong with the database, and what to do about it. */
final class Failures {
  private final DatabaseUri uri;

  Failures(DatabaseUri uri) {
    this.uri = uri;
  }

  <T> Future<T> explain(Throwable failure) {
    return Future.failedFuture(failure instanceof Problem ? failure : problem(failure));
  }

  private Problem problem(Throwable failure) {
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
