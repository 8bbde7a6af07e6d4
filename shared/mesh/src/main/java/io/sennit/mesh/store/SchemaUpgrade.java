package io.sennit.mesh.store;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/** Makes a service's role and schema and migrates it, one node at a time. */
final class SchemaUpgrade {
  /**
   * A lock of the session: it ends with its connection, so a node that is killed holds up nobody.
   */
  private static final String LOCK_SERVICE = "SELECT pg_advisory_lock(1397051982, hashtext($1))";

  private static final String REMEMBER =
      "SET TRANSACTION READ WRITE; COMMENT ON TABLE \"%s\".\"%s\" IS '%s'";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Vertx vertx;
  private final Pools pools;
  private final DatabaseUri uri;
  private final StoreOptions options;

  SchemaUpgrade(Vertx vertx, Pools pools, DatabaseUri uri, StoreOptions options) {
    this.vertx = vertx;
    this.pools = pools;
    this.uri = uri;
    this.options = options;
  }

  /**
   * The service's pool is used for the last step, so that it is certain that the service can log
   * in.
   */
  Future<Void> run(ServiceSchema schema, SchemaScripts scripts, Pool service) {
    Pool own = pools.provisioning();
    return own.getConnection()
        .compose(connection -> provision(connection, schema))
        .timeout(
            options.migrationTimeout().plus(options.connectTimeout()).toMillis(),
            TimeUnit.MILLISECONDS)
        .compose(before ->
            before.migrated(scripts) ? Future.succeededFuture() : migrate(schema, scripts, service))
        // Closing the connection is what releases the lock; a server that hangs must not hold up
        // the failure.
        .onComplete(done -> own.close());
  }

  private Future<Void> lock(SqlConnection connection, ServiceSchema schema) {
    return connection
        .preparedQuery(LOCK_SERVICE)
        .execute(Tuple.of("sennit schema " + schema.name()))
        .<Void>mapEmpty()
        .recover(failure -> failure instanceof PgException refusal
                && LOCK_NOT_AVAILABLE.equals(refusal.getSqlState())
            ? Future.failedFuture(stillLocked(schema))
            : Future.failedFuture(failure));
  }

  private Problem stillLocked(ServiceSchema schema) {
    return Problem.of(
        Kind.UNAVAILABLE,
        "Another node has been migrating the schema " + schema.name() + " for more than "
            + options.migrationTimeout().toSeconds()
            + " s: wait until it is done, or end it, then start again.");
  }

  /**
   * Answers how things were once it was our turn: another node may have done it all in the
   * meantime.
   */
  private Future<SchemaState> provision(SqlConnection connection, ServiceSchema schema) {
    return lock(connection, schema)
        .compose(locked -> SchemaState.look(connection, schema))
        .compose(state -> provision(connection, schema, state).map(state));
  }

  private Future<Void> provision(
      SqlConnection connection, ServiceSchema schema, SchemaState state) {
    return vertx
        .executeBlocking(() -> ScramVerifier.of(schema.password(uri)), false)
        .compose(verifier -> new Provisioning(connection, schema).run(state, verifier));
  }

  private Future<Void> migrate(ServiceSchema schema, SchemaScripts scripts, Pool service) {
    String remember =
        REMEMBER.formatted(schema.name(), Migrator.SERVICE_HISTORY, scripts.fingerprint());
    return vertx
        .executeBlocking(() -> new Migrator(uri, options).migrate(schema, scripts), false)
        .compose(executed -> service.query(remember).execute())
        .mapEmpty();
  }
}
