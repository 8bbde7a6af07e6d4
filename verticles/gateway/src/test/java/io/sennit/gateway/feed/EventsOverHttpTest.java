package io.sennit.gateway.feed;

import static io.sennit.gateway.feed.Town.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.feed.Listener.Heard;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /events}, on a real database and real sockets. */
class EventsOverHttpTest {
  private static final String BEGINNING = "/events?from=beginning";

  @TempDir
  static Path data;

  private static Town town;
  private static Gateway gateway;

  @BeforeAll
  static void open() {
    town = new Town(data);
    for (String service : List.of("orders", "payments", "products")) {
      town.front().host(() -> new Narrator(service));
    }
    gateway = town.gateway();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void aClientHearsFromNowOnWhatItMaySee() {
    town.tell("orders", event("order.placed", "now-0", "nora", 0));
    try (Listener nora = listen("/events", town.as("nora", "customer")).ready()) {
      assertThat(nora.status()).isEqualTo(200);
      assertThat(nora.header("content-type")).isEqualTo("text/event-stream");
      assertThat(nora.header("cache-control")).isEqualTo("no-store");
      assertThat(nora.header("x-accel-buffering")).isEqualTo("no");
      assertThat(nora.header("traceparent")).isNotNull();

      town.tell("orders", event("order.placed", "now-1", "nora", 1));

      Heard heard = nora.awaitHeard(1).heard().get(0);
      assertThat(heard.type()).isEqualTo("order.placed");
      assertThat(heard.id()).matches("[A-Za-z0-9_-]+").hasSizeLessThan(120);
      assertThat(heard.event().getString("specversion")).isEqualTo("1.0");
      assertThat(heard.event().getString("source")).isEqualTo("/orders");
      assertThat(heard.event().getString("owner")).isEqualTo("nora");
      assertThat(heard.number()).isEqualTo(1);
    }
  }

  @Test
  void customersHearOnlyOfWhatIsTheirsWhetherTheyReadOrAreTold() {
    String[] users = {"anne", "bert", "carl"};
    List<Listener> early = new ArrayList<>();
    for (String user : users) {
      early.add(listen("/events", town.as(user, "customer")).ready());
    }
    Listener admin = listen("/events?type=order.*,stock.*,product.*", town.as("chief", "admin"))
        .ready();

    for (int i = 0; i < 300; i++) {
      String owner = users[i % 3];
      town.tell(
          i % 2 == 0 ? "orders" : "products",
          event(i % 2 == 0 ? "order.placed" : "stock.reserved", "order-" + i, owner, i),
          event(i % 2 == 0 ? "order.audited" : "stock.counted", "order-" + i, null, i));
      if (i % 50 == 0) {
        town.tell("products", event("product.updated", "tea", null, i));
      }
    }

    for (int u = 0; u < users.length; u++) {
      String user = users[u];
      try (Listener late =
              listen(BEGINNING + "&type=order.*,stock.*,product.*", town.as(user, "customer"));
          Listener present = early.get(u)) {
        for (Listener listener : List.of(present, late)) {
          listener.awaitHeard(106);
          assertThat(owned(listener))
              .hasSize(100)
              .allMatch(heard -> user.equals(heard.event().getString("owner")));
          assertThat(ofType(listener, "product.updated")).hasSize(6);
          assertThat(listener.heard()).hasSize(106);
        }
      }
    }
    admin.awaitHeard(606);
    assertThat(admin.heard()).hasSize(606);
    admin.close();
  }

  private static List<Heard> owned(Listener listener) {
    return listener.heard().stream()
        .filter(heard -> heard.event().containsKey("owner"))
        .toList();
  }

  private static List<Heard> ofType(Listener listener, String type) {
    return listener.heard().stream().filter(heard -> heard.type().equals(type)).toList();
  }

  @Test
  void whoBreaksOffAnywhereAndGoesOnAnywhereHearsAllOfItOnce() throws Exception {
    Gateway other = town.gateway();
    Random random = new Random(7);
    String first = listen("/events", town.as("rosa", "customer")).ready().lastId();
    CompletableFuture<Void> telling = CompletableFuture.runAsync(() -> IntStream.range(0, 400)
        .forEach(i -> town.tell(
            i % 3 == 0 ? "payments" : "orders",
            event("order.told", "rosa-" + i % 5, "rosa", i),
            event("order.told", "other-" + i, i % 2 == 0 ? "otto" : null, i))));

    List<Heard> heard = new ArrayList<>();
    String id = first;
    int connections = 0;
    while (heard.size() < 400) {
      int port = (connections++ % 2 == 0 ? gateway : other).port();
      try (Listener part = Listener.open(port, "/events", town.resuming(id, "rosa", "customer"))) {
        assertThat(part.status()).isEqualTo(200);
        int most = Math.min(400 - heard.size(), 1 + random.nextInt(30));
        part.awaitHeard(most);
        part.kill();
        List<Heard> some = part.heard();
        heard.addAll(some);
        id = some.get(some.size() - 1).id();
      }
    }
    telling.join();

    for (String service : List.of("orders", "payments")) {
      assertThat(heard.stream()
              .map(Heard::reference)
              .filter(reference -> reference.startsWith("/" + service + "/")))
          .containsExactlyElementsOf(town.told(service, "owner = 'rosa'"));
    }
    assertThat(connections).isGreaterThan(10);
  }

  @Test
  void aSlowReaderGetsEverythingInOrderAndHoldsUpNobody() {
    String filler = "x".repeat(2_000);
    int count = 3_000;
    try (Listener slow = Listener.open(
                gateway.port(), "/events?type=slow.*", 8_192, town.as("sven"))
            .ready();
        Listener fast = listen("/events?type=slow.*", town.as("sven")).ready()) {
      slow.pause();
      for (int i = 0; i < count; i += 100) {
        int begin = i;
        town.tell(
            "orders",
            IntStream.range(begin, begin + 100)
                .mapToObj(n -> {
                  JsonObject event = event("slow.told", "one", "sven", n);
                  event.getJsonObject("data").put("filler", filler);
                  return event;
                })
                .toArray(JsonObject[]::new));
      }
      fast.awaitHeard(count);
      assertThat(slow.heard().size()).isLessThan(count);

      slow.resume();

      slow.awaitHeard(count);
      List<Integer> all = IntStream.range(0, count).boxed().toList();
      assertThat(slow.numbers()).isEqualTo(all);
      assertThat(fast.numbers()).isEqualTo(all);
    }
  }

  @Test
  void aServiceThatComesLaterIsHeardFromItsBeginning() {
    try (Listener tina = listen("/events?type=late.*", town.as("tina")).ready()) {
      town.front().host(() -> new Narrator("latecomer"));
      town.tell("latecomer", event("late.told", "l", "tina", 1));

      tina.awaitHeard(1);
      town.tell("latecomer", event("late.told", "l", "tina", 2));

      assertThat(tina.awaitHeard(2).numbers()).containsExactly(1, 2);
      try (Listener again =
          listen("/events?type=late.*", town.resuming(tina.heard().get(0).id(), "tina"))) {
        assertThat(again.awaitHeard(1).numbers()).containsExactly(2);
      }
    }
  }

  @Test
  void aSourceThatIsDownStopsNoOtherAndLosesNothing() {
    TestNode second = town.cluster().add();
    second.host(() -> new Narrator("shaky"));
    town.cluster().awaitInstances("shaky", 1);
    Listener before = listen("/events?type=down.*", town.as("dora")).ready();
    town.tell("shaky", event("down.told", "s", "dora", 1));
    before.awaitHeard(1);

    // when it goes, and is added to where nobody can read it
    town.cluster().kill(second);
    town.ask("INSERT INTO shaky.event (type, subject, owner, data)"
        + " VALUES ('down.told', 's', 'dora', '{\"number\":2}')");
    town.tell("orders", event("down.told", "o", "dora", 3));

    // then others are heard, also by who resumes now
    before.awaitHeard(2);
    try (Listener meanwhile =
        listen("/events?type=down.*", town.resuming(before.lastId(), "dora"))) {
      town.tell("orders", event("down.told", "o", "dora", 4));
      assertThat(meanwhile.awaitHeard(1).numbers()).containsExactly(4);

      // and when it is back, all hear what they have not heard
      town.front().host(() -> new Narrator("shaky"));
      assertThat(before.awaitHeard(4).numbers()).containsExactly(1, 3, 4, 2);
      assertThat(meanwhile.awaitHeard(2).numbers()).containsExactly(4, 2);
    }
    before.close();
  }

  @Test
  void anIdWithoutAnEventResumesToo() {
    String id;
    try (Listener quiet = listen("/events?type=quiet.*", town.as("quinn")).ready()) {
      id = quiet.lastId();
    }
    town.tell("orders", event("quiet.told", "q", "quinn", 1));

    try (Listener again = listen("/events?type=quiet.*&lastEventId=" + id, town.as("quinn"))) {
      assertThat(again.awaitHeard(1).numbers()).containsExactly(1);
    }
  }

  @Test
  void aTimeIsAPlaceToBeginToo() {
    town.tell("orders", event("timed.told", "t", "theo", 1));
    town.ask("SELECT pg_sleep(0.01)");
    String between = town.ask("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC',"
            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
        .iterator()
        .next()
        .getString(0);
    town.tell("orders", event("timed.told", "t", "theo", 2));

    try (Listener since = listen("/events?type=timed.*&from=" + between, town.as("theo"));
        Listener all = listen(BEGINNING + "&type=timed.*&source=/orders", town.as("theo"))) {
      assertThat(since.awaitHeard(1).numbers()).containsExactly(2);
      assertThat(all.awaitHeard(2).numbers()).containsExactly(1, 2);
    }
  }

  @Test
  void oneSubjectOfOneSourceIsHeardAlone() {
    try (Listener one =
        listen("/events?source=orders&subject=s-1", town.as("sara")).ready()) {
      town.tell("payments", event("order.told", "s-1", "sara", 1));
      town.tell("orders", event("order.told", "s-2", "sara", 2));
      town.tell("orders", event("order.told", "s-1", "sara", 3));

      assertThat(one.awaitHeard(1).numbers()).containsExactly(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/events?lastEventId=AAAA | 400 | is damaged",
        "/events?lastEventId=%C3%A4 | 400 | is damaged",
        "/events?type=order* | 422 | fault",
        "/events?type=a.*&type=%25 | 422 | fault",
        "/events?source=nobody | 422 | these have",
        "/events?source=/../x | 422 | fault",
        "/events?from=yesterday | 422 | fault",
        "/events?typ=order.* | 422 | fault",
        "/events?type=%zz | 400 | percent-encoded"
      })
  void whatCannotBeMeantIsRefused(String path, int status, String detail) {
    try (Listener refused = listen(path, town.as("rita"))) {
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(refused.body().getString("detail")).contains(detail);
    }
  }

  @Test
  void aDamagedIdIsToldApartWhereverItIsDamaged() {
    String id = listen("/events", town.as("dana")).ready().lastId();
    for (int i = 0; i < id.length(); i++) {
      char other = id.charAt(i) == 'B' ? 'C' : 'B';
      String damaged = id.substring(0, i) + other + id.substring(i + 1);
      try (Listener refused = listen("/events", town.resuming(damaged, "dana"))) {
        assertThat(refused.status()).isEqualTo(400);
      }
    }
  }

  @Test
  void whoIsNotLoggedInHearsNothing() {
    try (Listener refused = listen("/events")) {
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("www-authenticate")).isEqualTo("Bearer");
    }
    try (Listener refused = listen("/events", "authorization", "Bearer a.b.c")) {
      assertThat(refused.status()).isEqualTo(401);
    }
  }

  @Test
  void whatIsNoLongerKeptIsNotPassedOverInSilence() {
    town.front().host(() -> new Narrator("forgetful"));
    town.tell("forgetful", event("old.told", "f", "finn", 1), event("old.told", "f", "finn", 2));
    String id;
    try (Listener finn = listen(BEGINNING + "&source=forgetful", town.as("finn"))) {
      id = finn.awaitHeard(2).heard().get(0).id();
    }
    Gateway fresh = town.gateway();
    town.ask("UPDATE forgetful.event_horizon SET position = 2 WHERE partition = 3");

    try (Listener refused =
        Listener.open(fresh.port(), "/events?source=forgetful", town.resuming(id, "finn"))) {
      assertThat(refused.status()).isEqualTo(410);
      assertThat(refused.body().getString("detail")).contains("/forgetful", "from=beginning");
    }
    try (Listener others =
        Listener.open(fresh.port(), "/events?source=orders", town.resuming(id, "finn"))) {
      assertThat(others.status()).isEqualTo(200);
    }
    try (Listener anew = Listener.open(
            fresh.port(), BEGINNING + "&source=forgetful", town.as("finn"))
        .ready()) {
      town.tell("forgetful", event("old.told", "f", "finn", 3));
      assertThat(anew.awaitHeard(1).numbers()).containsExactly(3);
    }
  }

  @Test
  void aTokenThatIsTakenBackEndsTheStreamAndOthersGoOn() {
    Gateway strict = town.gateway(new SimpleMeterRegistry(), new JsonObject().put("recheck", "1s"));
    try (Listener rick =
            Listener.open(strict.port(), "/events", town.as("rick")).ready();
        Listener ruth = Listener.open(strict.port(), "/events", town.as("ruth")).ready();
        Listener short1 = Listener.open(
                strict.port(),
                "/events",
                "authorization",
                "Bearer " + town.signer().token("short", Duration.ofSeconds(3)))
            .ready()) {
      town.signer().revoke("rick");

      Wait.until("the revoked one ends", rick::isEnded);
      Wait.until("the expired one ends", short1::isEnded);
      assertThat(rick.comments()).last().asString().contains("no longer good");
      town.tell("orders", event("order.told", "r", "rick", 1), event("order.told", "r", "ruth", 2));
      assertThat(ruth.awaitHeard(1).numbers()).containsExactly(2);
      assertThat(rick.heard()).isEmpty();
    }
  }

  @Test
  void streamsHaveBoundsPerUserAndInAll() {
    Gateway small = town.gateway(
        new SimpleMeterRegistry(), new JsonObject().put("mostPerUser", 2).put("most", 3));
    List<Listener> open = new ArrayList<>();
    for (String user : List.of("max", "max", "moritz")) {
      open.add(Listener.open(small.port(), "/events", town.as(user)).ready());
    }
    open.get(2).close();
    Listener third = awaitStatus(small, 429, "max");
    assertThat(third.header("retry-after")).isNotNull();
    open.add(Listener.open(small.port(), "/events", town.as("moritz")).ready());
    Listener fourth = awaitStatus(small, 503, "witwe");
    assertThat(fourth.header("retry-after")).isNotNull();

    // when one goes, there is room again
    open.get(0).kill();
    Wait.until("there is room", () -> {
      try (Listener another = Listener.open(small.port(), "/events", town.as("witwe"))) {
        return another.status() == 200;
      }
    });
    open.forEach(Listener::close);
  }

  private static Listener awaitStatus(Gateway at, int status, String user) {
    Listener[] last = new Listener[1];
    Wait.until("a stream is refused with " + status, () -> {
      last[0] = Listener.open(at.port(), "/events", town.as(user));
      last[0].close();
      return last[0].status() == status;
    });
    return last[0];
  }

  @Test
  void aGatewayThatStopsEndsStreamsAndTheirClientsGoOnElsewhere() {
    Gateway leaving = town.gateway();
    Listener before = Listener.open(leaving.port(), "/events", town.as("gina")).ready();
    town.tell("orders", event("order.told", "g", "gina", 1));
    before.awaitHeard(1);

    Wait.forResult(leaving.close());

    Wait.until("the stream ends as it should", before::isEnded);
    assertThat(before.isBroken()).isFalse();
    town.tell("orders", event("order.told", "g", "gina", 2));
    try (Listener after = listen("/events", town.resuming(before.lastId(), "gina"))) {
      assertThat(after.awaitHeard(1).numbers()).containsExactly(2);
    }
  }

  @Test
  void manyStreamsShareOneReadingOfALog() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Gateway busy = town.gateway(meters, new JsonObject().put("mostPerUser", 100));
    List<Listener> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(Listener.open(busy.port(), "/events?type=many.*", town.as("user-" + i % 20))
          .ready());
    }
    double ofOne = reads(meters, "one");
    double ofAll = reads(meters, "all");

    for (int i = 0; i < 20; i++) {
      for (int user = 0; user < 20; user++) {
        town.tell("orders", event("many.told", "m", "user-" + user, i));
      }
    }

    all.forEach(listener -> listener.awaitHeard(20));
    assertThat(all)
        .allSatisfy(listener -> assertThat(listener.numbers())
            .isEqualTo(IntStream.range(0, 20).boxed().toList()));
    assertThat(reads(meters, "one")).isEqualTo(ofOne);
    // 400 commits with 3 listeners each: without sharing there would be at least 1,200.
    assertThat(reads(meters, "all") - ofAll).isLessThan(900);
    all.forEach(Listener::close);
    Wait.until(
        "all seats are free again",
        () -> meters.get("sennit.gateway.streams").gauge().value() == 0);
  }

  private static double reads(SimpleMeterRegistry meters, String whom) {
    return meters.get("sennit.gateway.log.reads").tag("for", whom).counter().count();
  }

  @Test
  void headAnswersWithoutAStream() {
    try (Listener head =
        Listener.request("HEAD", gateway.port(), "/events", 65_536, town.as("hans"))) {
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
    }
  }

  private static Listener listen(String path, String... headers) {
    return Listener.open(gateway.port(), path, headers);
  }
}
