package io.sennit.mesh.store;

import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server with one service's store, and a superuser who watches what happens there. */
final class Shop implements AutoCloseable {
  static final StoreOptions OPTIONS = StoreOptions.defaults()
      .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

  private static final String STOCK = """
      create table stock (id int primary key, pieces int not null check (pieces >= 0));
      insert into stock select id, 100 from generate_series(1, 8) as id;
      create table sold (id int primary key);
      create table slowness (seconds numeric);
      create function be_slow() returns trigger language plpgsql as
        'begin perform pg_sleep(seconds) from shop.slowness; return null; end';
      create constraint trigger slow after insert on sold deferrable initially deferred
        for each row execute function be_slow();
      """;

  private final EmbeddedPostgres postgres;
  private final Vertx vertx;
  private final Context loop;
  private final Database database;
  private final Store store;
  private final Pool superuser;

  private Shop(EmbeddedPostgres postgres, Path scripts, StoreOptions options) throws IOException {
    this.postgres = postgres;
    this.vertx = Vertx.vertx();
    this.loop = vertx.getOrCreateContext();
    DatabaseUri uri = DatabaseUri.parse(postgres.uri());
    this.database = Database.at(vertx, uri, options);
    this.superuser = new Pools(vertx, uri, OPTIONS).administration();
    try (Scripts migrations = Scripts.in(scripts).with("V1__stock.sql", STOCK)) {
      this.store = database.openSchema("shop", migrations.migrations()).await();
    }
  }

  static Shop in(Path folder, StoreOptions options) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(folder));
    return new Shop(postgres, folder.resolve("scripts"), options);
  }

  Store store() {
    return store;
  }

  Vertx vertx() {
    return vertx;
  }

  /** Where a service of the shop would run. */
  Context loop() {
    return loop;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  String ask(String sql) {
    return StoreTest.ask(superuser, sql);
  }

  /** Sleeps of the shop that the server is executing. */
  int sleeping() {
    return Integer.parseInt(ask("select count(*)::text from pg_stat_activity"
        + " where usename = 'sennit_shop' and wait_event = 'PgSleep'"));
  }

  /** From now on, a commit takes that long. */
  void slowDownCommits(int seconds) {
    ask("with gone as (delete from shop.slowness returning 1) select count(*)::text from gone");
    ask("with slow as (insert into shop.slowness values (" + seconds + ") returning 1)"
        + " select count(*)::text from slow");
  }

  /** Takes a lock as somebody else. */
  Lock lock(String sql) {
    SqlConnection connection = superuser.getConnection().await();
    connection.begin().await();
    connection.query(sql).execute().await();
    return new Lock(this, connection);
  }

  /**
   * How the service would carry out a statement for any parameters, if these statements had been
   * before.
   */
  String explain(String sql, List<String> before) {
    SqlConnection connection = store.pool().getConnection().await();
    connection.query("begin read write").execute().await();
    try {
      before.forEach(statement -> connection.query(statement).execute().await());
      StringBuilder plan = new StringBuilder();
      connection
          .query("explain (generic_plan) " + sql)
          .execute()
          .await()
          .forEach(line -> plan.append(line.getString(0)).append('\n'));
      return plan.toString();
    } finally {
      connection.query("rollback").execute().eventually(connection::close).await();
    }
  }

  record Lock(Shop shop, SqlConnection connection) implements AutoCloseable {
    boolean isWaitedFor() {
      return shop.ask("select count(*)::text from pg_stat_activity"
              + " where usename = 'sennit_shop' and wait_event_type = 'Lock'")
          .equals("1");
    }

    @Override
    public void close() {
      connection.close().await();
    }
  }

  /** Statements of the shop that the server is executing, and transactions that it holds open. */
  int atWork() {
    return Integer.parseInt(ask("select count(*)::text from pg_stat_activity"
        + " where usename = 'sennit_shop' and state <> 'idle'"));
  }

  /** Looks until it is so, once more after the bound, and says how long that took. */
  static Duration await(Duration longest, Callable<Boolean> condition) throws Exception {
    long began = System.nanoTime();
    boolean last = false;
    while (!condition.call()) {
      if (last) {
        throw new AssertionError("not so after " + longest);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      last = System.nanoTime() - began > longest.toNanos();
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    superuser.close().await();
    database.close().await();
    vertx.close().await();
    postgres.close();
  }
}
