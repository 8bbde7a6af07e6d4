package io.sennit.bench.trial;

import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** Sees all services' tables, through all restarts of the database. */
final class Witness implements AutoCloseable {
  private static final int TRIES = 10;

  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  Witness(String uri) {
    pool = PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(1))
        .connectingTo(PgConnectOptions.fromUri(uri))
        .using(vertx)
        .build();
  }

  /** The first column of the first row. */
  long number(String sql) {
    return number(sql, TRIES);
  }

  private long number(String sql, int tries) {
    try {
      return Wait.forResult(pool.query(sql).execute()).iterator().next().getLong(0);
    } catch (RuntimeException restarted) {
      if (tries == 1) {
        throw restarted;
      }
      return number(sql, tries - 1);
    }
  }

  void execute(String sql) {
    Wait.forResult(pool.query(sql).execute());
  }

  @Override
  public void close() {
    Wait.forResult(pool.close());
    Wait.forResult(vertx.close());
  }
}
