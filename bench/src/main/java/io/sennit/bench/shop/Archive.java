package io.sennit.bench.shop;

import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * All services' tables, read past the services. Beside them can be laid what users were told; of
 * that nobody else sees anything.
 */
final class Archive implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final PgConnection connection;

  Archive(String uri) {
    this.connection = Wait.forResult(PgConnection.connect(vertx, PgConnectOptions.fromUri(uri)));
  }

  /** From now on these rows can be asked for, as a table of this name. */
  void lay(String table, String columns, JsonArray rows) {
    execute("CREATE TEMPORARY TABLE " + table + " (" + columns + ")");
    String insert = "INSERT INTO pg_temp." + table
        + " SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS row (" + columns + ")";
    Wait.forResult(connection.preparedQuery(insert).execute(Tuple.of(rows.encode())));
    execute("ANALYZE pg_temp." + table);
  }

  /** Statements of which no answer is wanted. */
  void execute(String sql) {
    Wait.forResult(connection.query(sql).execute());
  }

  /** The first column of all rows. */
  List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    for (Row row : Wait.forResult(connection.query(sql).execute())) {
      texts.add(row.getString(0));
    }
    return texts;
  }

  /** The first column of the first row. */
  long number(String sql) {
    return Wait.forResult(connection.query(sql).execute()).iterator().next().getLong(0);
  }

  @Override
  public void close() {
    Wait.forResult(connection.close());
    Wait.forResult(vertx.close());
  }
}
