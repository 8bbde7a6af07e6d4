package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * How far a service's role, schema and migrations are, as one cheap look into the catalogue shows.
 */
record SchemaState(
    boolean roleExists,
    boolean rolePrivileged,
    boolean ownSchema,
    boolean ownedByAnother,
    @Nullable String fingerprint) {

  /**
   * The migrations' fingerprint is the comment of Flyway's table: it travels with it through backup
   * and restore.
   */
  private static final String LOOK = """
      SELECT r.rolname IS NOT NULL AS role_exists,
             coalesce(r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls, false)
               AS role_privileged,
             coalesce(n.nspowner = r.oid AND r.rolcanlogin, false) AS own_schema,
             n.oid IS NOT NULL AND n.nspowner IS DISTINCT FROM r.oid AS owned_by_another,
             obj_description(t.oid, 'pg_class') AS fingerprint
        FROM (VALUES (1)) AS always (one)
        LEFT JOIN pg_roles r ON r.rolname = $1
        LEFT JOIN pg_namespace n ON n.nspname = $2
        LEFT JOIN pg_class t ON t.relnamespace = n.oid AND t.relname = $3
      """;

  static Future<SchemaState> look(SqlClient client, ServiceSchema schema) {
    return client
        .preparedQuery(LOOK)
        .execute(Tuple.of(schema.role(), schema.name(), Migrator.SERVICE_HISTORY))
        .map(rows -> of(rows.iterator().next()));
  }

  private static SchemaState of(Row row) {
    return new SchemaState(
        row.getBoolean("role_exists"),
        row.getBoolean("role_privileged"),
        row.getBoolean("own_schema"),
        row.getBoolean("owned_by_another"),
        row.getString("fingerprint"));
  }

  /** Nothing is left to do for these migrations. */
  boolean complete(SchemaScripts scripts) {
    return ownSchema && !rolePrivileged && migrated(scripts);
  }

  boolean migrated(SchemaScripts scripts) {
    return scripts.fingerprint().equals(fingerprint);
  }
}
