package io.sennit.bench.orders;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.site.Site;
import io.sennit.mesh.store.DatabaseUri;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the database says of the orders, to somebody who may see all of it. */
final class Books implements AutoCloseable {
  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final int PATIENCE_SECONDS = 60;

  private final DatabaseUri uri;
  private final Pool superuser;

  private Books(String uri, Vertx vertx) {
    this.uri = DatabaseUri.parse(uri);
    this.superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(uri))
        .using(vertx)
        .build();
  }

  /** Starts the site, with room for what pgbench writes. */
  static Books open(Site site, Vertx vertx) throws Exception {
    site.startDatabase();
    Books books = new Books(site.database(), vertx);
    books.superuser.query(PlainOrders.TABLES).execute().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    site.startNodes();
    return books;
  }

  DatabaseUri database() {
    return uri;
  }

  long orders() throws Exception {
    return number("SELECT count(*) FROM orders.orders WHERE status = 'CONFIRMED'");
  }

  /**
   * How many there are since then. All that was answered must be there and confirmed, because there
   * is enough of everything, and no more but what was on the way.
   */
  long require(long placed, long before, int onTheWay) throws Exception {
    long kept = orders() - before;
    if (kept < placed || kept > placed + onTheWay) {
      throw new IllegalStateException(
          placed + " orders were placed, and " + kept + " are confirmed");
    }
    return kept;
  }

  /**
   * Asks for one that is open, not for how many: to count them would take from what is measured.
   */
  void awaitSettled() throws Exception {
    String open =
        "SELECT count(*) FROM (SELECT FROM orders.saga WHERE finished IS NULL ORDER BY wake LIMIT 1) AS any_one";
    if (!Patience.until(() -> number(open) == 0, SETTLING)) {
      throw new IllegalStateException("some orders have not settled after " + SETTLING);
    }
  }

  private long number(String statement) throws Exception {
    return superuser
        .query(statement)
        .execute()
        .await(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public void close() throws TimeoutException {
    superuser.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
