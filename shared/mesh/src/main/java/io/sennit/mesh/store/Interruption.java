package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/**
 * Ends what a transaction is doing in the database.
 *
 * <p>The server ignores a request that comes between two statements, and one that overtakes the
 * statement it was meant for. So it is repeated until nothing is unanswered.
 */
final class Interruption {
  private static final int MOST_REQUESTS = 8;
  private static final int FIRST_PAUSE_MILLIS = 10;

  private final CancelRequest request;
  private final PgConnection connection;
  private final Statements statements;
  private final Patience patience;
  private final long longestMillis;

  Interruption(
      CancelRequest request,
      SqlConnection connection,
      Statements statements,
      Patience patience,
      Duration longest) {
    this.request = request;
    this.connection = PgConnection.cast(connection);
    this.statements = statements;
    this.patience = patience;
    this.longestMillis = longest.toMillis();
  }

  /**
   * Ends well when nothing is unanswered and no request is under way, so that whatever is sent next
   * on the connection is safe; fails when that cannot be had.
   */
  Future<Void> run(Future<?> begun) {
    // A request that ended BEGIN itself would let the statement behind it run on its own.
    return patience.within(longestMillis, begun).compose(ready -> request(1));
  }

  private Future<Void> request(int number) {
    if (statements.isQuiet()) {
      return Future.succeededFuture();
    }
    if (number > MOST_REQUESTS) {
      return Future.failedFuture("the server does not end its statement");
    }
    int pause = FIRST_PAUSE_MILLIS << (number - 1);
    return patience
        .within(longestMillis, request.send(connection.processId(), connection.secretKey()))
        .compose(passedOn -> patience.within(pause, statements.quiet()).otherwiseEmpty())
        .compose(paused -> request(number + 1));
  }
}
