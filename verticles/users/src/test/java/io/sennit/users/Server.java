package io.sennit.users;

import io.sennit.mesh.store.DatabaseUri;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;

/** A PostgreSQL for the nodes of a test, and somebody who sees all of it. */
final class Server implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Pool superuser;

  private Server(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(postgres.uri()))
        .using(vertx)
        .build();
  }

  static Server in(Path folder) {
    return new Server(
        EmbeddedPostgres.start(PostgresOptions.in(folder).withBinaries(Path.of("target"))));
  }

  DatabaseUri uri() {
    return DatabaseUri.parse(postgres.uri());
  }

  RowSet<Row> ask(String sql) {
    return Wait.forResult(superuser.query(sql).execute());
  }

  String text(String sql) {
    return String.valueOf(ask(sql).iterator().next().getValue(0));
  }

  @Override
  public void close() {
    Wait.forResult(superuser.close());
    Wait.forResult(vertx.close());
    postgres.close();
  }
}
