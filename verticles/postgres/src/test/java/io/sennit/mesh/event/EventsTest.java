package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.service.Service;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  @TempDir
  static Path data;

  private static Town town;
  private static final Map<String, AtomicBoolean> BROKEN = new ConcurrentHashMap<>();

  @BeforeAll
  static void open() {
    Supplier<Service> booker = () -> new Booker(
        book -> (event, transaction) -> BROKEN.containsKey(event.subject())
            ? Future.failedFuture(new IllegalStateException("a broken handler"))
            : book.handle(event, transaction),
        terms -> terms.attempts(100, Duration.ofMillis(10), Duration.ofMillis(50)));
    town = Town.in(data).host(Seller::new).host(booker);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void whatIsToldInATransactionIsHandledByTheGroup() {
    Wait.forResult(town.sell("first", 1));

    Wait.until("it is booked", () -> town.booked("first").equals(List.of(1)));
  }

  @Test
  void whatIsRolledBackWasNeverTold() {
    JsonObject failing = Town.sale("undone", 1).put("thenFail", true);
    assertThatThrownBy(
            () -> Wait.forResult(town.mesh().client().handle(Call.to("seller.sell", failing))))
        .hasMessageContaining("The service failed");
    Wait.forResult(town.sell("undone", 2));

    Wait.until("the second is booked", () -> town.booked("undone").contains(2));
    assertThat(town.booked("undone")).containsExactly(2);
  }

  @Test
  void theEventsOfASubjectAreHandledInTheirOrder() {
    for (int i = 0; i < 50; i++) {
      Wait.forResult(town.sell("ordered", i));
    }

    Wait.until("all are booked", () -> town.booked("ordered").size() == 50);
    assertThat(town.booked("ordered")).isSorted();
  }

  @Test
  void anEventSaysWhatCausedIt() {
    Wait.forResult(town.sell("caused", 1));

    Row row = town.ask("SELECT cause, trace FROM seller.event WHERE subject = 'caused'")
        .iterator()
        .next();
    assertThat(row.getString(0)).isEqualTo("seller.sell");
    assertThat(row.getString(1)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  }

  @Test
  void aSubjectThatFailsWaitsInOrderWhileOthersGoOn() {
    BROKEN.put("poison", new AtomicBoolean());
    for (int i = 0; i < 5; i++) {
      Wait.forResult(town.sell("poison", i));
    }
    Wait.forResult(town.sell("healthy", 1));
    Wait.until("the other subject is booked", () -> town.booked("healthy").equals(List.of(1)));
    Wait.until("all of the subject wait", () -> town.count("booker.event_parked") == 5);
    assertThat(town.booked("poison")).isEmpty();

    BROKEN.remove("poison");

    Wait.until("they are booked", () -> town.booked("poison").size() == 5);
    assertThat(town.booked("poison")).containsExactly(0, 1, 2, 3, 4);
    assertThat(town.count("booker.event_parked")).isZero();
  }
}
