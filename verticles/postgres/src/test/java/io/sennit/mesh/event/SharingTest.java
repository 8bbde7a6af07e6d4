package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instances of a group share its work, and go on where others of them have stopped. */
class SharingTest {
  private static final Duration LESS_THAN_A_LEASE = Duration.ofSeconds(10);

  @TempDir
  static Path data;

  private static Town town;
  private static int sold;
  private Office office;

  @BeforeAll
  static void open() {
    town = Town.in(data).host(Seller::new);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @BeforeEach
  void begin() {
    office = new Office(town);
    town.ask("TRUNCATE booker.booking, booker.event_cursor, booker.event_parked");
  }

  @AfterEach
  void end() {
    office.close();
  }

  @Test
  void thePartitionsAreSharedAnewWhenAnInstanceComesAndNothingIsLost() {
    office.hire("one", books());
    awaitShares(16, "one");
    Future<Void> selling = sellAll(200);

    office.hire("two", books());

    awaitShares(8, "one", "two");
    Wait.forResult(selling);
    Wait.forResult(sellAll(50));
    awaitBookedOnce(250);
  }

  @Test
  void whoLeavesHandsOverWithoutWaitingForTheLeaseToExpire() {
    office.hire("one", books()).hire("two", books());
    awaitShares(8, "one", "two");
    Future<Void> selling = sellAll(100);

    Wait.forResult(office.leave("one"));

    Wait.within(LESS_THAN_A_LEASE, "two has all", () -> shares("two").size() == 16);
    Wait.forResult(selling);
    awaitBookedOnce(100);
  }

  @Test
  void whoLeavesFinishesWhatItHasInHand() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Promise<Void> gate = Promise.promise();
    office.hire(
        "one",
        Office.books((event, transaction) -> {
              begun.countDown();
              return gate.future().compose(open -> Booker.book(event, transaction));
            })
            .fromNowOn());
    awaitShares(16, "one");
    Wait.forResult(sellAll(1));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    Future<Void> left = office.leave("one");
    Wait.until("the other places are given back", () -> shares("one").size() == 1);
    assertThat(left.isComplete()).isFalse();
    gate.complete();

    Wait.forResult(left);
    awaitBookedOnce(1);
    assertThat(shares("one")).isEmpty();
  }

  @Test
  void whoLeavesWhileItClaimsKeepsNothing() {
    office.hire("one", books());
    awaitShares(16, "one");
    Wait.forResult(office.leave("one"));
    SqlConnection other = Wait.forResult(town.superuser().getConnection());
    Wait.forResult(other
        .query("BEGIN; SELECT * FROM booker.event_cursor FOR NO KEY UPDATE")
        .execute());
    office.hire("two", books());
    Wait.until("it waits for its places", () -> town.count("pg_locks WHERE NOT granted") > 0);

    Future<Void> left = office.leave("two");
    assertThat(left.isComplete()).isFalse();
    Wait.forResult(other.query("ROLLBACK").execute().eventually(other::close));

    Wait.forResult(left);
    assertThat(shares("two")).isEmpty();
  }

  @Test
  void whoWasAwayGoesOnWhereItStood() {
    office.hire("one", books());
    awaitShares(16, "one");
    Wait.forResult(sellAll(20));
    awaitBookedOnce(20);
    Wait.forResult(office.leave("one"));
    Wait.forResult(sellAll(20));

    office.hire("two", books());

    awaitBookedOnce(40);
  }

  @Test
  void aNewGroupCanBeginWithWhatIsToldFromNowOn() {
    Wait.forResult(sellAll(20));
    office.hire("one", books());
    awaitShares(16, "one");

    Wait.forResult(sellAll(5));

    awaitBookedOnce(5);
  }

  @Test
  void aNewGroupCanBeginAtATime() {
    Wait.forResult(sellAll(5));
    Instant since = town.ask("SELECT clock_timestamp()")
        .iterator()
        .next()
        .getOffsetDateTime(0)
        .toInstant();
    Wait.forResult(sellAll(7));

    office.hire("one", Office.books(Booker::book).since(since));

    awaitBookedOnce(7);
  }

  @Test
  void hintsThatAreLostAreCoveredByThePoll() {
    office.hire("one", books());
    awaitShares(16, "one");
    AtomicInteger lost = new AtomicInteger();
    Handler<DeliveryContext<Object>> loss = message -> {
      if (message.message().address().startsWith("sennit/hint")) {
        lost.incrementAndGet();
      } else {
        message.next();
      }
    };
    town.vertx().eventBus().addOutboundInterceptor(loss);

    for (int sale = 1; sale <= 3; sale++) {
      Wait.forResult(sellAll(1));
      int soFar = sale;
      Wait.within(LESS_THAN_A_LEASE, "it is booked", () -> town.count("booker.booking") == soFar);
    }

    assertThat(lost).hasPositiveValue();
    town.vertx().eventBus().removeOutboundInterceptor(loss);
  }

  @Test
  void aBatchThatFailsIsHandledAgainOneByOne() {
    List<Integer> sizes = new ArrayList<>();
    Subscription.Builder inBatches = Subscription.group("books")
        .from("seller")
        .inBatches(
            (events, transaction) -> {
              sizes.add(events.size());
              Future<Void> done = Future.succeededFuture();
              for (Event event : events) {
                done = done.compose(before -> Booker.book(event, transaction));
              }
              return events.size() > 1
                  ? done.compose(
                      before -> Future.failedFuture(new IllegalStateException("too many at once")))
                  : done;
            },
            "sale.made")
        .fromNowOn();
    office.hire("one", inBatches);
    awaitShares(16, "one");
    Wait.forResult(office.leave("one"));
    for (int i = 0; i < 10; i++) {
      Wait.forResult(town.sell("batch", i));
    }

    office.hire("two", inBatches);

    Wait.until("all are booked", () -> town.count("booker.booking") == 10);
    assertThat(town.booked("batch")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(sizes).containsExactly(10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(town.count("booker.event_parked")).isZero();
  }

  @Test
  void partitionsThatAreReadTogetherAreHandledTogether() {
    office.hire("one", inBatches(Set.of()));
    awaitShares(16, "one");
    Wait.forResult(office.leave("one"));
    for (int i = 0; i < 40; i++) {
      Wait.forResult(town.sell("subject-" + i, i));
    }

    office.hire("two", inBatches(Set.of()));

    Wait.until("all are booked", () -> town.count("booker.booking") == 40);
    assertThat(town.count("(SELECT DISTINCT xmin::text FROM booker.booking) AS transactions"))
        .isLessThan(4);
  }

  @Test
  void aPartitionThatFailsIsLeftByThoseThatWereHandledWithIt() {
    office.hire("one", inBatches(Set.of("subject-7")));
    awaitShares(16, "one");
    Wait.forResult(office.leave("one"));
    for (int i = 0; i < 40; i++) {
      Wait.forResult(town.sell("subject-" + i, i));
    }

    office.hire("two", inBatches(Set.of("subject-7")));

    Wait.until("all others are booked", () -> town.count("booker.booking") == 39);
    Wait.until("it waits", () -> town.count("booker.event_parked") == 1);
    assertThat(town.booked("subject-7")).isEmpty();
  }

  private static Subscription.Builder inBatches(Set<String> poison) {
    return Subscription.group("books")
        .from("seller")
        .inBatches(
            (events, transaction) -> {
              Future<Void> done = Future.succeededFuture();
              for (Event event : events) {
                done = poison.contains(event.subject())
                    ? done.compose(before ->
                        Future.failedFuture(new IllegalStateException("a broken handler")))
                    : done.compose(before -> Booker.book(event, transaction));
              }
              return done;
            },
            "sale.made")
        .fromNowOn();
  }

  @Test
  void aSubjectWithVeryManyWaitingEventsDoesNotStopTheOthers() {
    office.hire(
        "one",
        Office.books((event, transaction) -> event.subject().equals("poison")
                ? Future.failedFuture(new IllegalStateException("a broken handler"))
                : Booker.book(event, transaction))
            .fromNowOn());
    awaitShares(16, "one");
    town.ask("""
        INSERT INTO seller.event (type, subject, data)
        SELECT 'sale.made', 'poison', json_build_object('number', n)
          FROM generate_series(1, 1100) AS n
        """);
    Wait.until("all of it waits", () -> town.count("booker.event_parked") == 1_100);
    String neighbour = town.ask("""
            SELECT name
              FROM (SELECT 'neighbour-' || n AS name FROM generate_series(1, 1000) AS n) AS names
             WHERE get_byte(decode(md5(name), 'hex'), 0) & 15
                   = get_byte(decode(md5('poison'), 'hex'), 0) & 15
            """).iterator().next().getString(0);

    Wait.forResult(town.sell(neighbour, 7));

    Wait.until("the neighbour is booked", () -> town.booked(neighbour).equals(List.of(7)));
  }

  private static Subscription.Builder books() {
    return Office.books(Booker::book).fromNowOn();
  }

  private static Future<Void> sellAll(int count) {
    return Future.all(IntStream.range(0, count)
            .mapToObj(i -> town.sell("sharing-" + sold++, 1))
            .toList())
        .mapEmpty();
  }

  private void awaitShares(int each, String... names) {
    Wait.until("they share the partitions", () -> {
      var shares = office.shares();
      return shares.keySet().equals(Set.of(names))
          && shares.values().stream().allMatch(share -> share.size() == each);
    });
  }

  private Set<Integer> shares(String name) {
    return office.shares().getOrDefault(name, Set.of());
  }

  private static void awaitBookedOnce(int count) {
    Wait.until("all are booked", () -> town.count("booker.booking") >= count);
    Row row = town.ask("SELECT count(*), count(DISTINCT position) FROM booker.booking")
        .iterator()
        .next();
    assertThat(row.getLong(0)).isEqualTo(count);
    assertThat(row.getLong(1)).isEqualTo(count);
  }
}
