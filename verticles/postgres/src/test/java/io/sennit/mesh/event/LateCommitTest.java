package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction takes the position of its event early, and commits after a later one. */
class LateCommitTest {
  @TempDir
  static Path data;

  private static Town town;

  /** What everybody writes first: all behind the last position that was seen. */
  private static final class PlainReader {
    private final List<String> read = new ArrayList<>();
    private long last;

    void read() {
      for (Row row : town.ask("SELECT position, subject FROM seller.event WHERE position > " + last
          + " ORDER BY position")) {
        last = row.getLong(0);
        read.add(row.getString(1));
      }
    }
  }

  @BeforeAll
  static void open() {
    town = Town.in(data).host(Seller::new).host(Booker::undisturbed);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void isSkippedByAPlainReaderAndNotByAGroup() {
    PlainReader control = new PlainReader();
    SqlConnection late = Wait.forResult(town.superuser().getConnection());
    Wait.forResult(late.query("BEGIN; SET LOCAL search_path TO seller").execute());
    Wait.forResult(late.preparedQuery(LogSql.APPEND).execute(sale("early-position")));

    Wait.forResult(town.sell("later-position", 2));
    control.read();
    JsonObject fetched = town.fetch("");
    assertThat(fetched.getBoolean("pending")).isTrue();
    assertThat(fetched.getJsonObject("partitions").encode()).doesNotContain("position");

    Wait.forResult(late.query("COMMIT").execute().eventually(late::close));
    control.read();
    assertThat(control.read).containsExactly("later-position");
    Wait.until("both are booked", () -> town.count("booker.booking") == 2);
    assertThat(town.booked("early-position")).containsExactly(1);
    assertThat(town.booked("later-position")).containsExactly(2);
  }

  /** The control reads the sequence as if it were a table, and is told what will only be drawn. */
  @Test
  void noPositionIsSeenBeforeItIsDrawn() {
    SqlConnection busy = Wait.forResult(town.superuser().getConnection());
    SqlConnection reader = Wait.forResult(town.superuser().getConnection());
    Future<?> drawing = busy.query("SELECT count(nextval('seller.event_position'))"
            + " FROM (SELECT generate_series(1, 50000000)) AS each_one")
        .execute();
    try {
      Wait.forResult(reader.query("BEGIN; SET LOCAL search_path TO seller").execute());
      Wait.until("it draws", () -> drawnSince(reader, "SELECT " + LogSql.TIP + " AS tip") > 0);
      boolean fooled = false;
      for (int i = 0; i < 50_000 && !(fooled && i > 5_000) && !drawing.isComplete(); i++) {
        assertThat(drawnSince(reader, "SELECT " + LogSql.TIP + " AS tip")).isNotNegative();
        fooled |= drawnSince(reader, "SELECT last_value AS tip FROM event_position") < 0;
      }
      assertThat(fooled).as("the control is told of one that is not drawn").isTrue();
    } finally {
      Wait.forResult(PgConnection.cast(busy).cancelRequest());
      Wait.forResult(drawing.otherwiseEmpty().eventually(busy::close));
      Wait.forResult(reader.query("ROLLBACK").execute().eventually(reader::close));
    }
  }

  /** How many were drawn since a statement has said which one was the last. */
  private static long drawnSince(SqlConnection reader, String said) {
    String both = "SELECT coalesce(pg_sequence_last_value('event_position'), 0) - said.tip FROM ("
        + said + " OFFSET 0) AS said";
    return Wait.forResult(reader.query(both).execute()).iterator().next().getLong(0);
  }

  private static Tuple sale(String subject) {
    return Tuple.tuple()
        .addArrayOfString(new String[] {"sale.made"})
        .addArrayOfString(new String[] {subject})
        .addArrayOfString(new String[] {null})
        .addArrayOfString(new String[] {null})
        .addArrayOfString(new String[] {null})
        .addArrayOfString(new String[] {null})
        .addArrayOfString(new String[] {null})
        .addArrayOfString(new String[] {"{\"number\":1}"});
  }
}
