package io.sennit.mesh.store;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Gives a service its role and its schema.
 *
 * <p>The role may log in and owns the one schema; it inherits nothing and sees nobody else's.
 */
final class Provisioning {
  /**
   * Roles and the public schema belong to all services: two that change them at once fail each
   * other.
   */
  private static final String LOCK_CATALOG = "SELECT pg_advisory_xact_lock(1397051982, 0)";

  private static final String CREATE_ROLE = "CREATE ROLE \"%s\" LOGIN NOINHERIT PASSWORD '%s'";
  private static final String ALTER_ROLE = "ALTER ROLE \"%s\" LOGIN PASSWORD '%s'";
  private static final String AM_I_SUPERUSER =
      "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";
  /** Whoever is no superuser must be a member of the role that is to own a new schema. */
  private static final String JOIN_ROLE = "GRANT \"%s\" TO CURRENT_USER";

  private static final String CREATE_SCHEMA =
      "CREATE SCHEMA IF NOT EXISTS \"%s\" AUTHORIZATION \"%s\"";
  private static final String PUBLIC_IS_OPEN =
      "SELECT 1 FROM pg_namespace WHERE nspname = 'public' AND has_schema_privilege($1, oid, 'USAGE')";
  private static final String CLOSE_PUBLIC = "REVOKE ALL ON SCHEMA public FROM PUBLIC";

  private final SqlConnection connection;
  private final ServiceSchema schema;

  Provisioning(SqlConnection connection, ServiceSchema schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /** All or nothing, and as often as one likes. */
  Future<Void> run(SchemaState state, String verifier) {
    if (state.rolePrivileged()) {
      return refused(
          "role " + schema.role() + " exists and has rights that no service may have: drop it");
    }
    if (state.ownedByAnother()) {
      return refused("schema " + schema.name()
          + " exists and is owned by another role: rename it, or use another database");
    }
    return connection
        .begin()
        .compose(transaction -> statements(state, verifier)
            .compose(
                done -> transaction.commit(),
                failure ->
                    transaction.rollback().transform(rolledBack -> Future.failedFuture(failure))));
  }

  private Future<Void> statements(SchemaState state, String verifier) {
    return execute(LOCK_CATALOG)
        .compose(locked -> execute(
            (state.roleExists() ? ALTER_ROLE : CREATE_ROLE).formatted(schema.role(), verifier)))
        .compose(role -> state.ownSchema() ? Future.succeededFuture() : createSchema())
        .compose(made -> closePublic());
  }

  private Future<Void> createSchema() {
    return connection
        .query(AM_I_SUPERUSER)
        .execute()
        .map(rows -> rows.iterator().next().getBoolean(0))
        .compose(superuser ->
            superuser ? Future.succeededFuture() : execute(JOIN_ROLE.formatted(schema.role())))
        .compose(joined -> execute(CREATE_SCHEMA.formatted(schema.name(), schema.role())));
  }

  private Future<Void> closePublic() {
    return connection
        .preparedQuery(PUBLIC_IS_OPEN)
        .execute(Tuple.of(schema.role()))
        .compose(rows -> rows.size() == 0 ? Future.succeededFuture() : execute(CLOSE_PUBLIC));
  }

  private Future<Void> execute(String sql) {
    return connection.query(sql).execute().mapEmpty();
  }

  private static Future<Void> refused(String why) {
    return Future.failedFuture(Problem.of(Kind.CONFLICT, "The database's " + why + "."));
  }
}
