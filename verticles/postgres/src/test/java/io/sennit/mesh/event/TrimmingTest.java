package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimmingTest {
  /** In different partitions. */
  private static final String OLD = "old";

  private static final String FRESH = "fresh";

  @TempDir
  Path data;

  private Town town;

  @BeforeEach
  void open() {
    town = Town.in(data).host(Seller::new);
    for (int day = 3; day > 0; day--) {
      LogTable.addDay(town.superuser(), "seller", day);
      LogTable.tell(town.superuser(), "seller", day, OLD);
    }
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void operatorsDropWhatWasToldBeforeATimeAndThatIsWrittenDown() {
    JsonObject reply = trim(input(LogTable.today().minusDays(1) + "T23:00:00Z"));

    assertThat(reply.getJsonArray("dropped"))
        .containsExactly(
            LogTable.today().minusDays(3).toString(),
            LogTable.today().minusDays(2).toString());
    assertThat(town.count("seller.event")).isEqualTo(1);
    assertThat(audit()).hasSize(2).allMatch(line -> line.startsWith("operator trim 20"));
  }

  @Test
  void theDayOfTodayIsNeverDropped() {
    Wait.forResult(town.sell(FRESH, 1));

    trim(input("2999-01-01T00:00:00Z").put("force", true));

    assertThat(town.count("seller.event")).isEqualTo(1);
  }

  @Test
  void whatAGroupHasNotReadIsDroppedOnlyByForce() {
    ask("INSERT INTO seller.event_reader (reader, partition, position)"
        + " SELECT 'orders/saga', n, 1 FROM generate_series(0, 15) AS n");

    assertThatThrownBy(() -> trim(input(LogTable.today() + "T00:00:00Z")))
        .hasMessageContaining("orders/saga (at 1 of 3 in partition ");
    assertThat(town.count("seller.event")).isEqualTo(3);
    assertThat(audit()).isEmpty();

    JsonObject reply = trim(input(LogTable.today() + "T00:00:00Z").put("force", true));

    assertThat(reply.getJsonArray("dropped")).hasSize(3);
    assertThat(reply.getJsonArray("behind").getJsonObject(0).getString("reader"))
        .isEqualTo("orders/saga");
    assertThat(audit()).hasSize(3).allMatch(line -> line.contains("unread by orders/saga"));
  }

  @Test
  void aGroupThatIsForgottenHoldsNothingBack() {
    ask(
        "INSERT INTO seller.event_reader (reader, partition, position) VALUES ('gone/group', 0, 0)");

    call("seller.events-forget", new JsonObject().put("reader", "gone/group"));

    assertThat(trim(input(LogTable.today() + "T00:00:00Z")).getJsonArray("behind"))
        .isEqualTo(new JsonArray());
    assertThat(audit()).first().isEqualTo("operator forget gone/group");
    assertThatThrownBy(
            () -> call("seller.events-forget", new JsonObject().put("reader", "gone/group")))
        .hasMessageContaining("No group gone/group");
  }

  @Test
  void aGroupStopsWhereItFellBehindAndGoesOnWhereNothingIsMissing() {
    town.host(Booker::undisturbed);
    Wait.until("the old ones are booked", () -> town.booked(OLD).size() == 3);
    Wait.forResult(town.sell(FRESH, 1));
    Wait.until("the fresh one is booked", () -> town.booked(FRESH).size() == 1);
    trim(input(LogTable.today() + "T00:00:00Z").put("force", true));

    // As if it had been away for all that time.
    ask("UPDATE booker.event_cursor SET position = 0, epoch = epoch + 1, owner = NULL");

    Wait.until(
        "it has stopped", () -> town.count("booker.event_cursor WHERE stopped IS NOT NULL") == 1);
    Wait.until("the fresh one is booked again", () -> town.booked(FRESH).size() == 2);
    Wait.forResult(town.sell(OLD, 9));
    Wait.forResult(town.sell(FRESH, 2));
    Wait.until("it goes on", () -> town.booked(FRESH).equals(List.of(1, 1, 2)));
    assertThat(town.booked(OLD)).hasSize(3);
    assertThat(text("SELECT stopped FROM booker.event_cursor WHERE stopped IS NOT NULL"))
        .isEqualTo("Events behind 0 are no longer kept; replay the group from where it may go on.");
  }

  private static JsonObject input(String before) {
    return new JsonObject().put("before", before);
  }

  private JsonObject trim(JsonObject input) {
    return call("seller.events-trim", input);
  }

  private JsonObject call(String operation, JsonObject input) {
    return Wait.forResult(
            town.mesh().client().handle(Call.to(operation, input).as(Identity.OPERATOR)))
        .json();
  }

  private List<String> audit() {
    List<String> lines = new ArrayList<>();
    for (Row row : town.ask("SELECT who, action, detail FROM seller.event_audit ORDER BY id")) {
      lines.add(row.getString(0) + " " + row.getString(1) + " " + row.getString(2));
    }
    return lines;
  }

  private void ask(String sql) {
    LogTable.ask(town.superuser(), sql);
  }

  private String text(String sql) {
    return town.ask(sql).iterator().next().getString(0);
  }
}
