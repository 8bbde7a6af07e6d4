package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.sennit.mesh.service.Service;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's metrics say of a group. */
class GroupMetersTest {
  private static final Tags GROUP =
      Tags.of("service", "booker", "group", "books", "source", "/seller");
  private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();
  private static final Map<String, Promise<Void>> HELD = new ConcurrentHashMap<>();

  @TempDir
  static Path data;

  private static Town town;

  @BeforeAll
  static void open() {
    Supplier<Service> booker = () -> new Booker(
        book -> (event, transaction) -> BROKEN.contains(event.subject())
            ? Future.failedFuture(new IllegalStateException("a broken handler"))
            : held(event).compose(free -> book.handle(event, transaction)),
        terms -> terms.attempts(2, Duration.ofMillis(1), Duration.ofMillis(1)));
    town = Town.in(data).host(Seller::new).host(booker);
  }

  private static Future<Void> held(Event event) {
    Promise<Void> held = HELD.get(event.subject());
    return held == null ? Future.succeededFuture() : held.future();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void whatIsHandledIsCounted() {
    double before = counted("sennit.event.handled");
    sell("counted", 3);

    Wait.until("they are booked", () -> town.booked("counted").equals(List.of(0, 1, 2)));

    Wait.until("they are counted", () -> counted("sennit.event.handled") == before + 3);
  }

  @Test
  void whatFailsIsCountedAndWhatWaitsIsShown() {
    double before = counted("sennit.event.failed");
    BROKEN.add("broken");
    sell("broken", 3);

    Wait.until("both attempts are counted", () -> counted("sennit.event.failed") == before + 2);
    Wait.until("it is shown as given up", () -> shown("sennit.event.dead", "broken") == 1);
    Wait.until("the others are shown", () -> shown("sennit.event.parked", "broken") == 2);
    Wait.until("it is not stopped", () -> shown("sennit.event.stopped", "broken") == 0);
  }

  @Test
  void howFarTheGroupIsBehindIsShown() {
    Promise<Void> hold = Promise.promise();
    HELD.put("slow", hold);
    sell("slow", 3);

    Wait.until("it is shown as behind", () -> shown("sennit.event.lag", "slow") == 3);
    // Gauges come and change one by one.
    Wait.until("since when is shown", () -> shown("sennit.event.lag.seconds", "slow") > 0);
    assertThat(shown("sennit.event.lag.seconds", "slow")).isLessThan(60);
    HELD.clear();
    hold.complete();

    Wait.until("it is shown as up to date", () -> shown("sennit.event.lag", "slow") == 0);
    Wait.until("with no time", () -> shown("sennit.event.lag.seconds", "slow") == 0);
  }

  @Test
  void aPartitionThatStoppedIsShown() {
    int partition = partitionOf("stopping");
    town.ask("UPDATE seller.event_horizon SET position = 999 WHERE partition = " + partition);
    town.ask("UPDATE booker.event_cursor SET position = 0, epoch = epoch + 1, owner = NULL"
        + " WHERE partition = " + partition);

    Wait.until("it is shown", () -> shown("sennit.event.stopped", "stopping") == 1);
  }

  private static void sell(String subject, int events) {
    for (int i = 0; i < events; i++) {
      Wait.forResult(town.sell(subject, i));
    }
  }

  private static double counted(String metric) {
    return town.meters().counter(metric, GROUP).count();
  }

  /** Negative when nothing is shown. */
  private static double shown(String metric, String subject) {
    Gauge gauge = town.meters()
        .find(metric)
        .tags(GROUP.and("partition", Integer.toString(partitionOf(subject))))
        .gauge();
    return gauge == null ? -1 : gauge.value();
  }

  private static int partitionOf(String subject) {
    return town.ask("SELECT get_byte(decode(md5('" + subject + "'), 'hex'), 0) & 15")
        .iterator()
        .next()
        .getInteger(0);
  }
}
