package io.sennit.bench.events;

import io.sennit.bench.events.Taker.Manner;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One node with a PostgreSQL of its own, in a folder that is gone afterwards. */
final class Site implements AutoCloseable {
  /** As many as a service has by default; plain SQL gets as many. */
  static final int CONNECTIONS = StoreOptions.defaults().connections();

  static final int PARTITIONS = 16;

  private static final int PATIENCE_SECONDS = 300;

  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Pool superuser;
  private final Database database;
  private final Mesh mesh;

  private Site(Path folder) throws Exception {
    this.folder = folder;
    this.postgres = EmbeddedPostgres.start(PostgresOptions.in(folder));
    this.superuser = PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(CONNECTIONS + 2))
        .connectingTo(PgConnectOptions.fromUri(postgres.uri())
            .setCachePreparedStatements(true)
            .setPipeliningLimit(8))
        .using(vertx)
        .build();
    this.database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    this.mesh = done(Mesh.start(vertx, MeshOptions.named("bench").database(database)));
  }

  static Site open() throws Exception {
    return new Site(Files.createTempDirectory("sennit-bench-events"));
  }

  static <T> T done(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** One whose log nobody reads. */
  Pair teller(String name) throws Exception {
    Pair pair = new Pair(name, call -> mesh.client().handle(call));
    done(mesh.host(() -> new Teller(name, pair::turn), 1));
    return pair;
  }

  Pair pair(String name, Manner manner) throws Exception {
    return pair(name, manner, nothing -> {});
  }

  /** What is to be there already is put into the log before anybody reads it. */
  Pair pair(String name, Manner manner, Preparation log) throws Exception {
    Pair pair = teller(name);
    log.prepare(name);
    done(mesh.host(() -> new Taker(name, manner, pair::turn), 1));
    awaitReader("taker" + name);
    return pair;
  }

  /** What is done to a log before it is measured. */
  @FunctionalInterface
  interface Preparation {
    void prepare(String schema) throws Exception;
  }

  /** A group that begins with what is told from now on has to be there before. */
  private void awaitReader(String schema) throws Exception {
    String taken = "SELECT count(*) FROM " + schema + ".event_cursor WHERE owner IS NOT NULL";
    CountDownLatch reads = new CountDownLatch(1);
    long look = vertx.setPeriodic(
        20,
        tick -> superuser.query(taken).execute().onSuccess(rows -> {
          if (rows.iterator().next().getLong(0) == PARTITIONS) {
            reads.countDown();
          }
        }));
    try {
      if (!reads.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new TimeoutException(schema + " did not begin to read");
      }
    } finally {
      vertx.cancelTimer(look);
    }
  }

  RowSet<Row> sql(String statement) throws Exception {
    return done(superuser.query(statement).execute());
  }

  Pool superuser() {
    return superuser;
  }

  Mesh mesh() {
    return mesh;
  }

  Vertx vertx() {
    return vertx;
  }

  DatabaseUri uri() {
    return DatabaseUri.parse(postgres.uri());
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException, TimeoutException {
    try {
      done(mesh.drain().eventually(mesh::close));
      done(Future.join(database.close(), superuser.close()));
      done(vertx.close());
    } finally {
      postgres.close();
      delete();
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
