package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Service;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of logs and groups, and what they can do about them. */
class OperatorsTest {
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

  @AfterEach
  void mend() {
    BROKEN.clear();
    HELD.clear();
    town.ask("UPDATE seller.event_horizon SET position = 0");
  }

  @Test
  void aDeadLetterIsListedWithItsErrorAndThoseThatWaitBehindIt() {
    givenADeadLetter("listed", 3);

    JsonObject page = ask("booker.events-dead", new JsonObject().put("subject", "listed"));

    List<JsonObject> items = items(page);
    assertThat(items)
        .extracting(item -> item.getString("state"))
        .containsExactly("DEAD", "WAITING", "WAITING");
    JsonObject dead = items.get(0);
    assertThat(dead.getString("id")).matches("booker-\\d+");
    assertThat(dead.getString("group")).isEqualTo("books");
    assertThat(dead.getString("source")).isEqualTo("/seller");
    assertThat(dead.getString("type")).isEqualTo("sale.made");
    assertThat(dead.getString("error")).contains("a broken handler");
    assertThat(dead.getInteger("attempts")).isEqualTo(2);
    assertThat(dead.getLong("behind")).isEqualTo(2);
    assertThat(dead.containsKey("event")).isFalse();
  }

  @Test
  void deadLettersComeInPagesAndCanBeFiltered() {
    givenADeadLetter("paged", 3);
    JsonObject of = new JsonObject().put("subject", "paged");

    JsonObject first = ask("booker.events-dead", of.copy().put("limit", 2));
    JsonObject second =
        ask("booker.events-dead", of.copy().put("limit", 2).put("after", first.getLong("next")));

    assertThat(items(first)).hasSize(2);
    assertThat(items(second)).hasSize(1);
    assertThat(second.containsKey("next")).isFalse();
    assertThat(items(ask("booker.events-dead", of.copy().put("state", "DEAD")))).hasSize(1);
    assertThat(items(ask("booker.events-dead", of.copy().put("group", "others"))))
        .isEmpty();
  }

  @Test
  void oneDeadLetterIsShownWithItsEvent() {
    String id = givenADeadLetter("shown", 1);

    JsonObject one =
        items(ask("booker.events-dead", new JsonObject().put("id", id))).get(0);

    assertThat(one.getJsonObject("event").getJsonObject("data").getInteger("number"))
        .isZero();
  }

  @Test
  void aDeadLetterThatIsRetriedIsHandledAndSoAreThoseBehindIt() {
    String id = givenADeadLetter("mended", 3);
    BROKEN.clear();

    ask("booker.events-retry", new JsonObject().put("id", id));

    Wait.until("all are booked", () -> town.booked("mended").equals(List.of(0, 1, 2)));
    assertThat(audited("event.retry", id)).isEqualTo(1);
  }

  @Test
  void aDeadLetterThatStillFailsIsGivenUpAnewAfterAllItsAttempts() {
    String id = givenADeadLetter("hopeless", 1);

    ask("booker.events-retry", new JsonObject().put("id", id));

    Wait.until("it is dead again", () -> isDead("hopeless"));
    assertThat(items(ask("booker.events-dead", new JsonObject().put("id", id)))
            .get(0)
            .getInteger("attempts"))
        .isEqualTo(2);
  }

  @Test
  void oneThatWaitsIsNotRetriedBeforeTheOneInFrontOfIt() {
    String first = givenADeadLetter("queue", 2);
    String second = items(ask("booker.events-dead", new JsonObject().put("subject", "queue")))
        .get(1)
        .getString("id");

    refused("booker.events-retry", new JsonObject().put("id", second))
        .hasMessage(
            second + " waits behind " + first + " of the same subject: retry or drop that one.");
  }

  @Test
  void aDeadLetterThatIsDroppedIsGoneForGoodAndThoseBehindItGoOn() {
    String id = givenADeadLetter("dropped", 3);
    BROKEN.clear();

    JsonObject dropped = ask("booker.events-drop", new JsonObject().put("id", id));

    assertThat(dropped.getString("subject")).isEqualTo("dropped");
    Wait.until("the others are booked", () -> town.booked("dropped").equals(List.of(1, 2)));
    assertThat(audited("event.drop", id)).isEqualTo(1);
    refused("booker.events-drop", new JsonObject().put("id", id))
        .hasMessageStartingWith("Nothing is parked as " + id);
    Wait.forResult(town.sell("dropped", 3));
    Wait.until("later ones are booked", () -> town.booked("dropped").equals(List.of(1, 2, 3)));
  }

  @Test
  void anIdOfAnotherServiceIsRefused() {
    refused("booker.events-retry", new JsonObject().put("id", "seller-1"))
        .hasMessage("id must be like booker-12, not 'seller-1'");
  }

  @Test
  void anOperatorsChangeHoldsAgainstARetryThatIsUnderWay() {
    // given one that is being tried
    String id = givenADeadLetter("raced", 2);
    Promise<Void> hold = Promise.promise();
    HELD.put("raced", hold);
    BROKEN.clear();
    ask("booker.events-retry", new JsonObject().put("id", id));
    Wait.until("it is tried", OperatorsTest::isTried);

    // when it is dropped meanwhile
    ask("booker.events-drop", new JsonObject().put("id", id));
    HELD.clear();
    hold.complete();

    // then the one behind it is booked, and it is not
    Wait.until("the other is booked", () -> town.booked("raced").equals(List.of(1)));
  }

  @Test
  void aRetryThatIsUnderWayWhenItsPartitionIsTakenAnewIsNotMiscounted() {
    // given one that is being tried, and a dead letter in the same partition
    String neighbour = neighbourOf("counting");
    String other = givenADeadLetter(neighbour, 1);
    BROKEN.clear();
    String id = givenADeadLetter("counting", 1);
    BROKEN.clear();
    Promise<Void> hold = Promise.promise();
    HELD.put("counting", hold);
    ask("booker.events-retry", new JsonObject().put("id", id));
    Wait.until("it is tried", OperatorsTest::isTried);

    // when the partition is taken anew before it is done
    ask("booker.events-drop", new JsonObject().put("id", other));
    Wait.forResult(town.sell(neighbour, 1));
    Wait.until("it goes on", () -> town.booked(neighbour).equals(List.of(1)));
    HELD.clear();
    hold.complete();
    Wait.until("it is booked", () -> town.booked("counting").equals(List.of(0)));

    // then nothing of its subject waits any more
    long parked = parkedEver();
    Wait.forResult(town.sell("counting", 1));
    Wait.until("the next is booked", () -> town.booked("counting").equals(List.of(0, 1)));
    assertThat(parkedEver()).isEqualTo(parked);
  }

  @Test
  void theGroupsAreListedWithTheirPlaces() {
    givenADeadLetter("counted", 2);

    JsonObject group = items(ask("booker.events-groups", new JsonObject())).get(0);

    assertThat(group.getString("group")).isEqualTo("books");
    assertThat(group.getString("source")).isEqualTo("/seller");
    assertThat(group.getBoolean("declared")).isTrue();
    assertThat(group.getJsonArray("types")).containsExactly("sale.made");
    List<JsonObject> partitions = items(group.getJsonArray("partitions"));
    assertThat(partitions)
        .extracting(partition -> partition.getInteger("partition"))
        .containsExactlyElementsOf(IntStream.range(0, 16).boxed().toList());
    JsonObject own = partitions.get(partitionOf("counted"));
    assertThat(own.getLong("dead")).isPositive();
    assertThat(own.getLong("waiting")).isPositive();
    Wait.until(
        "each has an owner",
        () -> items(items(ask("booker.events-groups", new JsonObject()))
                .get(0)
                .getJsonArray("partitions"))
            .stream()
            .allMatch(partition -> partition.containsKey("owner")));
  }

  @Test
  void theLogIsReadFromBothEnds() {
    for (int i = 0; i < 5; i++) {
      Wait.forResult(town.sell("read", i));
    }
    JsonObject of = new JsonObject().put("subject", "read").put("limit", 2);

    JsonObject newest = ask("seller.events-read", of.copy());
    JsonObject before =
        ask("seller.events-read", of.copy().put("before", newest.getLong("before")));
    JsonObject oldest = ask("seller.events-read", of.copy().put("after", 0));
    JsonObject next = ask("seller.events-read", of.copy().put("after", oldest.getLong("upTo")));
    JsonObject last = ask("seller.events-read", of.copy().put("after", next.getLong("upTo")));
    JsonObject end = ask("seller.events-read", of.copy().put("after", newest.getLong("upTo")));

    assertThat(numbers(newest)).containsExactly(3, 4);
    assertThat(numbers(before)).containsExactly(1, 2);
    assertThat(numbers(oldest)).containsExactly(0, 1);
    assertThat(numbers(next)).containsExactly(2, 3);
    assertThat(numbers(last)).containsExactly(4);
    assertThat(last.getBoolean("more")).isFalse();
    assertThat(numbers(end)).isEmpty();
  }

  @Test
  void theLogIsReadUpToNowWhileOthersAddToIt() {
    // given somebody who is adding since before an event
    SqlConnection adding = Wait.forResult(town.superuser().getConnection());
    Wait.forResult(adding.query("BEGIN").execute());
    Wait.forResult(adding
        .query("INSERT INTO seller.event (type, subject, data) VALUES ('a.b', 'adding', '{}')")
        .execute());
    Wait.forResult(town.sell("meanwhile", 7));

    // when that one is done just after the log was asked for
    Future<JsonObject> asked =
        sent("seller.events-read", new JsonObject().put("subject", "meanwhile"));
    Wait.forResult(
        town.vertx().timer(50).compose(later -> adding.query("COMMIT").execute()));

    // then the event is there
    assertThat(numbers(Wait.forResult(asked))).containsExactly(7);
    Wait.forResult(adding.close());
  }

  @Test
  void aPageLooksAtSoManyRowsAndNoMore() {
    // given a rare subject before and after many events
    Wait.forResult(town.sell("rare", 1));
    town.ask("INSERT INTO seller.event (type, subject, data)"
        + " SELECT 'noise.made', 'noise-' || n, '{}' FROM generate_series(1, 50000) AS n");
    Wait.forResult(town.sell("rare", 2));
    JsonObject rare =
        new JsonObject().put("types", new JsonArray().add("sale.*")).put("limit", 1_000);

    // when all of it is read page by page
    int pages = 0;
    int found = 0;
    JsonObject page = new JsonObject().put("upTo", 0).put("more", true);
    while (page.getBoolean("more")) {
      page = ask("seller.events-read", rare.copy().put("after", page.getLong("upTo")));
      found += (int) items(page).stream()
          .filter(event -> event.getString("subject").equals("rare"))
          .count();
      pages++;
    }

    // then nothing is missing, and it took more than one
    assertThat(found).isEqualTo(2);
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void aSourceSaysHowMuchAReaderLacks() {
    Wait.forResult(town.sell("lagging", 1));
    Wait.forResult(town.sell("lagging", 2));
    int partition = partitionOf("lagging");
    JsonObject asked = new JsonObject()
        .put("places", new JsonObject().put(Integer.toString(partition), firstOf("lagging") - 1));

    JsonObject lag = lag(asked, partition);
    JsonObject little = lag(asked.copy().put("limit", 1), partition);
    JsonObject others = lag(asked.copy().put("types", new JsonArray().add("nothing.*")), partition);

    assertThat(lag.getLong("events")).isGreaterThanOrEqualTo(2);
    assertThat(lag.getBoolean("atLeast")).isFalse();
    assertThat(lag.getDouble("seconds")).isPositive();
    assertThat(little.getLong("events")).isEqualTo(1);
    assertThat(little.getBoolean("atLeast")).isTrue();
    assertThat(others.getLong("events")).isZero();
    assertThat(others.getDouble("seconds")).isZero();
  }

  @Test
  void aGroupHandlesAgainWhatItHandledFromAPositionOn() {
    sellAndBook("again", 3);
    long second = firstOf("again") + 1;

    JsonObject answer = ask("booker.events-replay", replay().put("from", Long.toString(second)));

    Wait.until("they are booked again", () -> town.booked("again").equals(List.of(0, 1, 2, 1, 2)));
    assertThat(answer.getJsonArray("sources")).hasSize(1);
    assertThat(audited("event.replay", "from " + second)).isEqualTo(1);
  }

  @Test
  void aGroupHandlesAgainWhatItHandledFromATimeOn() {
    sellAndBook("old", 1);
    String time = town.ask("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC',"
            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
        .iterator()
        .next()
        .getString(0);
    sellAndBook("recent", 2);

    ask("booker.events-replay", replay().put("from", time).put("source", "seller"));

    Wait.until("those are booked again", () -> town.booked("recent").equals(List.of(0, 1, 0, 1)));
    assertThat(town.booked("old")).containsExactly(0);
  }

  @Test
  void whatIsParkedIsHandledOnceWhenItIsReadAgain() {
    givenADeadLetter("both", 2);
    long first = firstOf("both");
    BROKEN.clear();

    ask("booker.events-replay", replay().put("from", Long.toString(first)));

    Wait.until("both are booked", () -> town.booked("both").equals(List.of(0, 1)));
    sellAndBook("both-after", 1);
    assertThat(town.booked("both")).containsExactly(0, 1);
  }

  @Test
  void allEventsOfOneSubjectAreHandledAgainInOrderAndNewerOnesAfterThem() {
    sellAndBook("single", 3);
    sellAndBook("bystander", 1);
    Promise<Void> hold = Promise.promise();
    HELD.put("single", hold);

    JsonObject answer = ask("booker.events-replay", replay().put("subject", "single"));
    Wait.forResult(town.sell("single", 3));
    Wait.until("the newer one waits", () -> parked("single") == 4);
    HELD.clear();
    hold.complete();

    Wait.until(
        "they are booked again", () -> town.booked("single").equals(List.of(0, 1, 2, 0, 1, 2, 3)));
    assertThat(items(answer.getJsonArray("sources")).get(0).getInteger("events"))
        .isEqualTo(3);
    assertThat(town.booked("bystander")).containsExactly(0);
    assertThat(audited("event.replay", "the subject single: 3 events")).isEqualTo(1);
  }

  @Test
  void aDeadLetterDoesNotStandInTheWayOfItsSubjectsReplay() {
    givenADeadLetter("revived", 2);
    BROKEN.clear();

    ask("booker.events-replay", replay().put("subject", "revived"));

    Wait.until("they are booked", () -> town.booked("revived").equals(List.of(0, 1)));
  }

  @Test
  void aSubjectThatNobodyKeepsIsNotReplayed() {
    refused("booker.events-replay", replay().put("subject", "nobody"))
        .hasMessageStartingWith("Nothing that the group wants is kept of 'nobody'");
  }

  @Test
  void aPlaceThatRetentionHasDroppedIsRefusedUnlessForced() {
    sellAndBook("forgotten", 2);
    long first = firstOf("forgotten");
    town.ask("UPDATE seller.event_horizon SET position = " + first);

    refused("booker.events-replay", replay().put("from", Long.toString(first)))
        .hasMessageContaining("seller does not keep all events from there on any more")
        .hasMessageContaining("'beginning'");
    refused("booker.events-replay", replay().put("from", "2020-01-01T00:00:00Z"))
        .hasMessageContaining("seller does not keep all events");

    ask("booker.events-replay", replay().put("from", Long.toString(first)).put("force", true));
    Wait.until("what is kept is booked", () -> town.booked("forgotten").equals(List.of(0, 1, 1)));
  }

  @Test
  void aGroupThatFellBehindRetentionGoesOnFromTheBeginningOfWhatIsKept() {
    // given a partition that stopped, since what comes next in it is gone
    sellAndBook("behind", 1);
    int partition = partitionOf("behind");
    long first = firstOf("behind");
    town.ask("UPDATE seller.event_horizon SET position = " + first);
    town.ask("UPDATE booker.event_cursor SET position = 0, epoch = epoch + 1, owner = NULL"
        + " WHERE partition = " + partition);
    Wait.until("it stops", () -> stopped(partition));
    Wait.forResult(town.sell("behind", 1));

    // when
    ask("booker.events-replay", replay().put("from", "beginning"));

    // then
    Wait.until("what is kept is booked", () -> town.booked("behind").equals(List.of(0, 1)));
    assertThat(stopped(partition)).isFalse();
  }

  @Test
  void aReplayDoesNotSkipWhatIsNotHandledUnlessForced() {
    sellAndBook("skipping", 1);

    refused("booker.events-replay", replay().put("from", "999999999"))
        .hasMessageContaining("has not come that far in any partition");
  }

  @Test
  void aReplaySaysWhatItCannotUnderstand() {
    refused("booker.events-replay", replay().put("from", "yesterday"))
        .hasMessageContaining("not 'yesterday'");
    refused("booker.events-replay", replay()).hasMessageContaining("must say from when on");
    refused("booker.events-replay", new JsonObject().put("group", "none").put("from", "1"))
        .hasMessage("booker has no group 'none'; it has books.");
    refused("booker.events-replay", replay().put("source", "nobody").put("from", "1"))
        .hasMessage("booker/books does not read 'nobody'; it reads seller.");
  }

  private static String givenADeadLetter(String subject, int events) {
    BROKEN.add(subject);
    for (int i = 0; i < events; i++) {
      Wait.forResult(town.sell(subject, i));
    }
    Wait.until("the first is dead", () -> isDead(subject));
    Wait.until("the others wait", () -> parked(subject) == events);
    JsonObject page = ask("booker.events-dead", new JsonObject().put("subject", subject));
    return items(page).get(0).getString("id");
  }

  private static void sellAndBook(String subject, int events) {
    for (int i = 0; i < events; i++) {
      Wait.forResult(town.sell(subject, i));
    }
    Wait.until("all are booked", () -> town.booked(subject).size() == events);
  }

  private static boolean isDead(String subject) {
    return town.count("booker.event_parked WHERE dead AND subject = '" + subject + "'") == 1;
  }

  private static long parked(String subject) {
    return town.count("booker.event_parked WHERE subject = '" + subject + "'");
  }

  private static boolean isTried() {
    return town.count("pg_stat_activity WHERE state = 'idle in transaction'"
            + " AND usename = 'sennit_booker'")
        > 0;
  }

  private static String neighbourOf(String subject) {
    return IntStream.iterate(0, n -> n + 1)
        .mapToObj(n -> subject + n)
        .filter(name -> partitionOf(name) == partitionOf(subject))
        .findFirst()
        .orElseThrow();
  }

  private static long parkedEver() {
    return town.ask("SELECT last_value FROM booker.event_parked_id_seq")
        .iterator()
        .next()
        .getLong(0);
  }

  private static boolean stopped(int partition) {
    return town.count("booker.event_cursor WHERE stopped IS NOT NULL AND partition = " + partition)
        == 1;
  }

  private static long audited(String action, String part) {
    return town.count("booker.event_audit WHERE who = 'operator' AND action = '" + action
        + "' AND detail LIKE '%" + part + "%'");
  }

  private static long firstOf(String subject) {
    return town.ask("SELECT min(position) FROM seller.event WHERE subject = '" + subject + "'")
        .iterator()
        .next()
        .getLong(0);
  }

  private static int partitionOf(String subject) {
    return town.ask("SELECT get_byte(decode(md5('" + subject + "'), 'hex'), 0) & 15")
        .iterator()
        .next()
        .getInteger(0);
  }

  private static JsonObject lag(JsonObject asked, int partition) {
    return ask("seller.events-lag", asked)
        .getJsonObject("partitions")
        .getJsonObject(Integer.toString(partition));
  }

  private static List<Integer> numbers(JsonObject page) {
    return items(page).stream()
        .map(event -> event.getJsonObject("data").getInteger("number"))
        .toList();
  }

  private static JsonObject replay() {
    return new JsonObject().put("group", "books");
  }

  private static JsonObject ask(String operation, JsonObject input) {
    return Wait.forResult(sent(operation, input));
  }

  private static Future<JsonObject> sent(String operation, JsonObject input) {
    return town.mesh()
        .client()
        .handle(Call.to(operation, input).as(Identity.OPERATOR))
        .map(reply -> reply.json());
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      String operation, JsonObject input) {
    return assertThatThrownBy(() -> ask(operation, input)).isInstanceOf(Problem.class);
  }

  private static List<JsonObject> items(JsonObject page) {
    return items(page.getJsonArray("items"));
  }

  private static List<JsonObject> items(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
