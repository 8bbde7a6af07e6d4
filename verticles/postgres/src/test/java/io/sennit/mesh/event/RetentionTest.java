package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.store.Store;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  @TempDir
  static Path data;

  private static LogTable log;

  @BeforeAll
  static void open() {
    log = new LogTable(data);
  }

  @AfterAll
  static void close() {
    log.close();
  }

  @Test
  void daysOlderThanWhatIsKeptAreDroppedWholeAndNoted() {
    Store store = withDays("plain", 1, 14, 15, 16);
    log.tell("plain", 16, "a");
    log.tell("plain", 15, "a");
    log.tell("plain", 1, "a");

    Wait.forResult(retention("plain", store).run());

    // Fourteen whole days, and what is left of the one before.
    assertThat(log.past("plain")).containsExactly(1L, 14L);
    assertThat(log.texts("SELECT position FROM plain.event")).containsExactly("3");
    assertThat(log.texts("SELECT position FROM plain.event_horizon WHERE position > 0"))
        .containsExactly("2");
  }

  @Test
  void thereIsASegmentForEachOfTheNextDays() {
    Store store = withDays("ahead");
    log.ask("DROP TABLE ahead.event_" + LogTable.today().plusDays(3).toString().replace("-", ""));

    Wait.forResult(retention("ahead", store).run());

    assertThat(log.texts("SELECT to_regclass('ahead.event_"
            + LogTable.today().plusDays(3).toString().replace("-", "") + "')"))
        .doesNotContain("null");
  }

  @Test
  void nothingIsDroppedThatARegisteredGroupHasNotRead() {
    Store store = withDays("unread", 15, 16, 17);
    log.tell("unread", 17, "a");
    log.tell("unread", 16, "a");
    log.tell("unread", 15, "a");
    report("unread", store, 1);

    Wait.forResult(retention("unread", store).run());
    assertThat(log.past("unread")).containsExactly(15L, 16L);

    report("unread", store, 3);
    Wait.forResult(retention("unread", store).run());
    assertThat(log.past("unread")).isEmpty();
  }

  @Test
  void whoReadsWithoutAGroupHoldsNothing() {
    Store store = withDays("anonymous", 15);
    log.tell("anonymous", 15, "a");
    Readers readers = new Readers(store);
    readers.heard("", Map.of(0, 0L));
    Wait.forResult(readers.report(LogTable.call()));

    Wait.forResult(retention("anonymous", store).run());

    assertThat(log.past("anonymous")).isEmpty();
  }

  @Test
  void severalInstancesAtOnceDropEachDayOnce() {
    Store store = withDays("several", 15, 16, 17, 18);

    Wait.forResult(Future.all(IntStream.range(0, 4)
        .mapToObj(instance -> retention("several", store).run())
        .toList()));

    assertThat(log.past("several")).isEmpty();
  }

  @Test
  void aTransactionThatStaysOpenHoldsUpTheDropButNoAppend() {
    Store store = withDays("busy", 15);
    SqlConnection other = Wait.forResult(log.superuser().getConnection());
    Wait.forResult(other.query("BEGIN").execute());
    String tell = "INSERT INTO busy.event (type, subject, data) VALUES ('sale.made', 'open', '{}')";
    Wait.forResult(other.query(tell).execute());

    Future<Void> run = retention("busy", store).run();
    // A machine that stands still for a moment holds up an append too, but not in each round.
    long longest = LongStream.generate(() -> longestAppend(store, Duration.ofMillis(300)))
        .limit(3)
        .min()
        .orElseThrow();
    assertThat(run.isComplete()).isFalse();
    Wait.forResult(other.query("COMMIT").execute());
    Wait.forResult(run);

    assertThat(log.past("busy")).isEmpty();
    // A drop that waits for as long as others may would have held them up for 5 s.
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(900));
    Wait.forResult(other.close());
  }

  private static long longestAppend(Store store, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    long longest = 0;
    while (System.nanoTime() < until) {
      long began = System.nanoTime();
      Wait.forResult(
          store.inTransaction(LogTable.call(), tx -> tx.execute(LogSql.APPEND, columns())));
      longest = Math.max(longest, System.nanoTime() - began);
    }
    return longest;
  }

  private static Tuple columns() {
    String[] one = {"sale.made"};
    String[] none = {null};
    return Tuple.of(one, one, none, none, none, none, none, new String[] {"{}"});
  }

  private static Store withDays(String service, int... daysAgo) {
    Store store = log.open(service);
    for (int day : daysAgo) {
      log.addDay(service, day);
    }
    return store;
  }

  private static Retention retention(String service, Store store) {
    return new Retention(
        service, new Segments(log.vertx(), store), Duration.ofDays(14), Clock.systemUTC());
  }

  /** A group tells that it is there in all partitions. */
  private static void report(String schema, Store store, long position) {
    Readers readers = new Readers(store);
    for (int partition = 0; partition < LogSql.PARTITIONS; partition++) {
      readers.heard("orders/saga", Map.of(partition, position));
    }
    Wait.forResult(readers.report(LogTable.call()));
    assertThat(log.texts("SELECT DISTINCT position FROM " + schema + ".event_reader"))
        .containsExactly(Long.toString(position));
  }
}
