package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;

/** A service's connections: lent to one piece of work at a time. */
final class Connections {
  private static final long GRACE_MILLIS = 500;

  private final Vertx vertx;
  private final Pool pool;
  private final CancelRequest request;
  private final StoreOptions options;
  private final Turns turns;

  Connections(Vertx vertx, Pool pool, CancelRequest request, StoreOptions options) {
    this.vertx = vertx;
    this.pool = pool;
    this.request = request;
    this.options = options;
    this.turns = new Turns(options.connections(), options.waiting());
  }

  Vertx vertx() {
    return vertx;
  }

  Pool pool() {
    return pool;
  }

  /** The most that may be lent at once to what nobody waits for. */
  int forErrands() {
    return Math.max(1, options.connections() / 2);
  }

  /** One that is free; when it comes after the patience has ended, it goes straight back. */
  Future<SqlConnection> take(Patience patience) {
    return turns
        .await(patience)
        .compose(
            turn -> patience.bound(connection().onFailure(none -> turns.done()), this::giveBack))
        // The statements fail and tell why; without a handler it is printed besides.
        .onSuccess(connection -> connection.exceptionHandler(broken -> {}));
  }

  private Future<SqlConnection> connection() {
    // The pool's own limit is lost when it passes in the moment that the connection comes.
    long longest = options.connectTimeout().plusSeconds(1).toMillis();
    return pool.getConnection().timeout(longest, TimeUnit.MILLISECONDS);
  }

  void giveBack(SqlConnection connection) {
    connection.close();
    turns.done();
  }

  void discard(SqlConnection connection) {
    Wire.cut(connection);
    turns.done();
  }

  Interruption interruption(SqlConnection connection, Statements statements, Patience patience) {
    return new Interruption(request, connection, statements, patience, options.connectTimeout());
  }

  /**
   * How long one statement may take on the server: a little longer than anybody waits, so that the
   * server's own limit is only met when this node is late.
   */
  long statementMillis(Patience patience) {
    return Math.min(
        options.statementTimeout().toMillis(), patience.remainingMillis() + GRACE_MILLIS);
  }
}
