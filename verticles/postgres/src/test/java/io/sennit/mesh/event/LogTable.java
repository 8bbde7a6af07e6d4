package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The log of a service that does not run, with days in the past; each schema is one of its own. */
final class LogTable implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Pool superuser;

  LogTable(Path folder) {
    this.postgres = EmbeddedPostgres.start(TestPostgres.in(folder));
    this.database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    this.superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(postgres.uri()))
        .using(vertx)
        .build();
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  Vertx vertx() {
    return vertx;
  }

  Pool superuser() {
    return superuser;
  }

  Store open(String service) {
    return Wait.forResult(database.openSchema(service, "db/seller"));
  }

  static Call call() {
    return Call.to("seller.work").within(Duration.ofSeconds(20));
  }

  /** Makes the segment of a day in the past, as the service would have then. */
  void addDay(String schema, int daysAgo) {
    addDay(superuser, schema, daysAgo);
  }

  static void addDay(Pool superuser, String schema, int daysAgo) {
    LocalDate day = today().minusDays(daysAgo);
    ask(superuser, """
        DO $$ BEGIN
          SET LOCAL ROLE sennit_%1$s;
          SET LOCAL default_transaction_read_only = off;
          CREATE TABLE %1$s.event_%2$s PARTITION OF %1$s.event
            FOR VALUES FROM ('%3$s 00:00+00') TO ('%4$s 00:00+00');
        END $$
        """.formatted(
            schema, day.format(DateTimeFormatter.BASIC_ISO_DATE), day, day.plusDays(1)));
  }

  /** An event at noon of that day. */
  void tell(String schema, int daysAgo, String subject) {
    tell(superuser, schema, daysAgo, subject);
  }

  static void tell(Pool superuser, String schema, int daysAgo, String subject) {
    ask(superuser, """
        INSERT INTO %s.event (type, subject, time, data)
        VALUES ('sale.made', '%s', '%s 12:00+00', '{"number":%d}')
        """.formatted(schema, subject, today().minusDays(daysAgo), daysAgo));
  }

  RowSet<Row> ask(String sql) {
    return ask(superuser, sql);
  }

  static RowSet<Row> ask(Pool superuser, String sql) {
    return Wait.forResult(superuser.query(sql).execute());
  }

  /** The first column, as text. */
  List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    ask(sql).forEach(row -> texts.add(String.valueOf(row.getValue(0))));
    return texts;
  }

  /** The days in the past that are kept, as so many days ago. */
  List<Long> past(String schema) {
    return texts("""
        SELECT date '%s' - to_date(substring(child.relname from 7), 'YYYYMMDD')
          FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
         WHERE inhparent = '%s.event'::regclass
        """.formatted(today(), schema)).stream()
        .map(Long::valueOf)
        .filter(day -> day > 0)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    Wait.forResult(superuser.close());
    Wait.forResult(database.close());
    Wait.forResult(vertx.close());
    postgres.close();
  }
}
