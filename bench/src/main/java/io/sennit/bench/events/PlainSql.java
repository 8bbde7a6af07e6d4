package io.sennit.bench.events;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same rows by the same client, over as many connections, and nothing else: what is left of
 * this is the log's own price.
 */
final class PlainSql implements AutoCloseable {
  private static final String TABLES = """
      CREATE SCHEMA plain;
      CREATE TABLE plain.told (subject text NOT NULL, number bigint NOT NULL);
      CREATE TABLE plain.event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type text NOT NULL, subject text NOT NULL, time timestamptz NOT NULL DEFAULT now(),
        trace text, cause text, data json NOT NULL);
      CREATE TABLE plain.taken (position bigint PRIMARY KEY, subject text NOT NULL, number bigint NOT NULL);
      CREATE TABLE plain.cursor (worker int PRIMARY KEY, position bigint NOT NULL) WITH (fillfactor = 25);
      INSERT INTO plain.cursor SELECT n, 0 FROM generate_series(0, 63) AS n
      """;
  private static final String EVENTS = """
      INSERT INTO plain.event (type, subject, trace, cause, data)
      SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]),
             unnest($5::text[])::json
      RETURNING position, time
      """;
  private static final String MOVE = "UPDATE plain.cursor SET position = $2 WHERE worker = $1";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final List<SqlConnection> connections = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  PlainSql(Site site) throws Exception {
    makeTables(site);
    for (int i = 0; i < Site.CONNECTIONS; i++) {
      connections.add(Site.done(site.superuser().getConnection()));
    }
  }

  static void makeTables(Site site) throws Exception {
    site.sql(TABLES);
  }

  /** A row and so many events in each transaction. */
  double append(int batch, double seconds) throws Exception {
    return ClosedLoop.perSecond(connections.size(), seconds, worker -> {
      SqlConnection sql = connections.get(worker);
      int first = next.getAndAdd(batch);
      begin(sql);
      Future<?> unused = sql.preparedQuery(in(Teller.TELL))
          .execute(Tuple.of("subject-" + first % Teller.SUBJECTS, (long) first));
      return sql.preparedQuery(EVENTS)
          .execute(events(first, batch))
          .compose(told -> commit(sql, batch));
    });
  }

  /** So many rows and the move of a cursor in each transaction. */
  double take(int batch, boolean together, double seconds) throws Exception {
    return ClosedLoop.perSecond(connections.size(), seconds, worker -> {
      SqlConnection sql = connections.get(worker);
      int first = next.getAndAdd(batch);
      begin(sql);
      return (together ? takeTogether(sql, first, batch) : takeEach(sql, first, first + batch))
          .compose(taken -> sql.preparedQuery(MOVE).execute(Tuple.of(worker, (long) first)))
          .compose(moved -> commit(sql, batch));
    });
  }

  /** One row and the move of a cursor, now and beside others. */
  static Future<Integer> take(Pool pool, int number) {
    return pool.withTransaction(sql -> takeEach(sql, number, number + 1)
        .compose(taken ->
            sql.preparedQuery(MOVE).execute(Tuple.of(number % Site.PARTITIONS, (long) number)))
        .map(1));
  }

  private static Future<?> takeTogether(SqlConnection sql, int first, int batch) {
    Long[] numbers =
        IntStream.range(first, first + batch).mapToObj(Long::valueOf).toArray(Long[]::new);
    String[] subjects = IntStream.range(first, first + batch)
        .mapToObj(number -> "subject-" + number % Teller.SUBJECTS)
        .toArray(String[]::new);
    return sql.preparedQuery(in(Taker.TAKE_ALL)).execute(Tuple.of(numbers, subjects, numbers));
  }

  private static Future<@Nullable Void> takeEach(SqlConnection sql, int from, int to) {
    return from == to
        ? Future.succeededFuture()
        : sql.preparedQuery(in(Taker.TAKE))
            .execute(Turn.row(from, from))
            .compose(taken -> takeEach(sql, from + 1, to));
  }

  private static Tuple events(int first, int batch) {
    String[] types = new String[batch];
    String[] subjects = new String[batch];
    String[] traces = new String[batch];
    String[] causes = new String[batch];
    String[] data = new String[batch];
    for (int i = 0; i < batch; i++) {
      types[i] = "bench.told";
      subjects[i] = "subject-" + (first + i) % Teller.SUBJECTS;
      traces[i] = TRACE;
      causes[i] = "plain.tell";
      data[i] = Turn.data(first + i).encode();
    }
    return Tuple.of(types, subjects, traces, causes, data);
  }

  private static String in(String statement) {
    return statement.replace("INTO ", "INTO plain.");
  }

  private static void begin(SqlConnection sql) {
    Future<?> unused = sql.query("BEGIN").execute();
  }

  private static Future<Integer> commit(SqlConnection sql, int batch) {
    return sql.query("COMMIT").execute().map(kept -> batch);
  }

  @Override
  public void close() throws TimeoutException {
    for (SqlConnection connection : connections) {
      Site.done(connection.close());
    }
  }
}
