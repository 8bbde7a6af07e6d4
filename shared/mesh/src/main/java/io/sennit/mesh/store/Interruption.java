package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;

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
  private final Transaction transaction;

  Interruption(CancelRequest request, SqlConnection connection, Transaction transaction) {
    this.request = request;
    this.connection = PgConnection.cast(connection);
    this.transaction = transaction;
  }

  /**
   * Ends well when nothing is unanswered and no request is under way, so that whatever is sent next
   * on the connection is safe; fails when that cannot be had.
   */
  Future<Void> run() {
    return request(1);
  }

  private Future<Void> request(int number) {
    if (transaction.isQuiet()) {
      return Future.succeededFuture();
    }
    if (number > MOST_REQUESTS) {
      return Future.failedFuture("the server does not end its statement");
    }
    int pause = FIRST_PAUSE_MILLIS << (number - 1);
    return request
        .send(connection.processId(), connection.secretKey())
        .compose(passedOn -> transaction
            .quiet()
            .timeout(pause, TimeUnit.MILLISECONDS)
            .otherwiseEmpty()
            .compose(paused -> request(number + 1)));
  }
}
