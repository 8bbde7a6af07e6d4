package io.sennit.bench.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All services' tables, read past the services. Beside them can be laid what users were told; of
 * that nobody else sees anything.
 */
final class Archive implements AutoCloseable {
  /** Some statements read all that happened in half an hour. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Vertx vertx = Vertx.vertx();
  private final PgConnection connection;

  Archive(String uri) {
    this.connection = result(PgConnection.connect(vertx, PgConnectOptions.fromUri(uri)));
  }

  /** From now on these rows can be asked for, as a table of this name. */
  void lay(String table, String columns, JsonArray rows) {
    execute("CREATE TEMPORARY TABLE " + table + " (" + columns + ")");
    String insert = "INSERT INTO pg_temp." + table
        + " SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS row (" + columns + ")";
    result(connection.preparedQuery(insert).execute(Tuple.of(rows.encode())));
    execute("ANALYZE pg_temp." + table);
  }

  /** Statements of which no answer is wanted. */
  void execute(String sql) {
    result(connection.query(sql).execute());
  }

  /** The first column of all rows. */
  List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    for (Row row : result(connection.query(sql).execute())) {
      texts.add(row.getString(0));
    }
    return texts;
  }

  /** The first column of the first row. */
  long number(String sql) {
    return result(connection.query(sql).execute()).iterator().next().getLong(0);
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(
          "the database has not answered within " + LONGEST.toMinutes() + " minutes", late);
    }
  }

  @Override
  public void close() {
    result(connection.close());
    result(vertx.close());
  }
}
