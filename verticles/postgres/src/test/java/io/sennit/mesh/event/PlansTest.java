package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.store.Store;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How PostgreSQL goes about the log's statements when there are many days with many rows. */
class PlansTest {
  private static final int DAYS = 15;
  private static final int ROWS = 160_000;

  @TempDir
  static Path data;

  private static LogTable log;
  private static Store store;

  @BeforeAll
  static void fill() {
    log = new LogTable(data);
    store = log.open("old");
    for (int day = 1; day <= DAYS; day++) {
      log.addDay("old", day);
    }
    log.ask("""
        INSERT INTO old.event (type, subject, owner, time, data)
        SELECT 'sale.made', 'subject-' || n %% 1000, 'user-' || n %% 997, now() - (%1$d - n) * interval '%2$d days' / %1$d,
               '{"number":1}'
          FROM generate_series(1, %1$d) AS n
        """.formatted(ROWS, DAYS));
    log.ask("ANALYZE old.event");
  }

  @AfterAll
  static void close() {
    log.close();
  }

  @Test
  void aFetchGoesByTheIndexOfEachSegment() {
    List<String> plan = explain("GENERIC_PLAN", LogSql.FETCH);

    assertThat(plan).noneMatch(line -> line.contains("Seq Scan on event_2"));
    assertThat(plan).filteredOn(line -> line.contains("partition_position_idx")).hasSize(DAYS + 4);
    assertThat(plan)
        .anyMatch(line -> line.contains("Index Cond")
            && line.contains("partition")
            && line.contains("\"position\""));
  }

  @Test
  void aFetchOfWhatIsNewLooksIntoNoSegmentOfTheDaysBefore() {
    OffsetDateTime since = LogTable.today().atStartOfDay().atOffset(ZoneOffset.UTC);
    List<String> plan = Wait.forResult(store.read(
        LogTable.call(),
        tx -> tx.execute(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + LogSql.FETCH,
                new FetchRequest("", Map.of(3, 0L), Map.of(), List.of(), 10)
                    .parameters(ROWS, since))
            .map(PlansTest::lines)));

    assertThat(plan).filteredOn(line -> line.contains("never executed")).hasSize(DAYS);
    assertThat(plan)
        .anyMatch(line -> line.contains(
            "event_" + LogTable.today().toString().replace("-", "") + "_partition_position_idx"));
  }

  @Test
  void whatAUserMaySeeIsFoundByTheIndexOfOwners() {
    for (String statement : List.of(LogSql.OWNED_FORWARD, LogSql.OWNED_BACKWARD)) {
      List<String> plan = explain("GENERIC_PLAN", statement);

      assertThat(plan).noneMatch(line -> line.contains("Seq Scan on event_2"));
      assertThat(plan)
          .filteredOn(line -> line.contains("owner_partition_position_idx"))
          .hasSize(DAYS + 4);
    }
  }

  @Test
  void whatAUserMaySeeIsThereAtOnceHoweverMuchOthersMay() {
    PageRequest request = new PageRequest(
        new JsonObject().put("after", 0).put("limit", 1_000),
        List.of("user-7"),
        List.of(),
        List.of());
    OffsetDateTime ever = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    RowSet<Row> page = Wait.forResult(
        store.read(LogTable.call(), request.statement(), request.parameters(ROWS, 2_000, ever)));

    assertThat(page.size()).isEqualTo(ROWS / 997 + 1);
    Row first = page.iterator().next();
    assertThat(first.getLong("edge")).as("there is nothing more to look at").isNull();
    assertThat(first.getLong("tip")).isEqualTo(ROWS);
  }

  @Test
  void anAppendLooksNothingUp() {
    assertThat(explain("GENERIC_PLAN", LogSql.APPEND))
        .noneMatch(line -> line.contains("Scan on event"));
  }

  @Test
  void whatIsDroppedAndWhoIsBehindIsFoundByTheIndex() {
    assertThat(explain("GENERIC_PLAN", SegmentSql.BEHIND))
        .noneMatch(line -> line.contains("Seq Scan on event_2"));
    assertThat(explain("GENERIC_PLAN", SegmentSql.HORIZON))
        .noneMatch(line -> line.contains("Seq Scan on event_2"));
  }

  private static List<String> explain(String option, String sql) {
    return Wait.forResult(log.superuser()
        .withTransaction(tx -> tx.query("SET LOCAL search_path = old")
            .execute()
            .compose(set -> tx.query("EXPLAIN (" + option + ") " + sql).execute())
            .map(PlansTest::lines)));
  }

  private static List<String> lines(RowSet<Row> rows) {
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(row.getString(0)));
    return lines;
  }
}
