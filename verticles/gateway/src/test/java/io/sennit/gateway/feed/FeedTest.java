package io.sennit.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.feed.Listener.Heard;
import io.sennit.gateway.respond.Responder;
import io.sennit.gateway.rules.FeedRules;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose time a test turns on by hand. */
class FeedTest {
  private static final Identity IDA = new Identity("ida", List.of("customer"));
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T11:22:33Z"));
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  @TempDir
  static Path data;

  private static Town town;
  private static Feed feed;
  private static HttpServer server;
  private static volatile Future<Identity> proof = Future.succeededFuture(IDA);

  /** Stands until it is set. */
  private static final class Stopped extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return NOW.get();
    }
  }

  @BeforeAll
  static void open() {
    town = new Town(data);
    town.front().host(() -> new Narrator("orders"));
    feed = Feed.open(
        town.front().vertx(), town.front().mesh(), FeedRules.DEFAULT, METERS, new Stopped());
    server = Wait.forResult(town.front()
        .vertx()
        .createHttpServer()
        .requestHandler(FeedTest::serve)
        .listen(0, "127.0.0.1"));
  }

  private static void serve(HttpServerRequest request) {
    Visit visit = Visit.begin(request);
    visit.by(IDA);
    new FeedEndpoint(feed, again -> proof)
        .serve(visit)
        .onFailure(failure -> Responder.problem(visit, (Problem) failure));
  }

  @AfterAll
  static void close() {
    Wait.forResult(feed.close());
    Wait.forResult(server.close());
    town.close();
  }

  @Test
  void aStreamThatHasNothingToTellShowsThatItIsAlive() {
    try (Listener ida = listen("/events").ready()) {
      pass(Duration.ofSeconds(14));
      assertThat(ida.comments()).isEmpty();

      pass(Duration.ofSeconds(1));
      Wait.until("a heartbeat comes", () -> ida.comments().size() == 1);

      pass(Duration.ofSeconds(14));
      town.tell("orders", Town.event("order.told", "one", "ida", 1));
      ida.awaitHeard(1);
      pass(Duration.ofSeconds(14));
      assertThat(ida.comments()).hasSize(1);
    }
  }

  @Test
  void aHeartbeatBringsTheIdOfWhatOthersWereTold() {
    try (Listener ida = listen("/events").ready()) {
      String before = ida.lastId();
      town.tell("orders", Town.event("order.told", "one", "somebody-else", 1));
      town.tell("orders", Town.event("order.told", "one", "ida", 2));
      ida.awaitHeard(1);
      town.tell("orders", Town.event("order.told", "one", "somebody-else", 3));
      String heard = ida.heard().get(0).id();
      assertThat(heard).isNotEqualTo(before);

      Wait.until("an id comes with a heartbeat", () -> {
        pass(Duration.ofSeconds(15));
        return !heard.equals(ida.lastId());
      });
      assertThat(ida.heard()).hasSize(1);
    }
  }

  @Test
  void whoMayNoLongerListenIsSentAwayAtTheNextLook() {
    try (Listener ida = listen("/events").ready()) {
      proof = Future.failedFuture("revoked");
      pass(Duration.ofSeconds(4));
      assertThat(ida.isEnded()).isFalse();

      pass(Duration.ofSeconds(1));
      Wait.until("the stream ends", ida::isEnded);
    } finally {
      proof = Future.succeededFuture(IDA);
    }
  }

  @Test
  void whoseRightsHaveChangedComesAgainWithTheNewOnes() {
    try (Listener ida = listen("/events").ready()) {
      proof = Future.succeededFuture(new Identity("ida", List.of("customer", "admin")));
      pass(Duration.ofSeconds(5));
      Wait.until("the stream ends", ida::isEnded);
    } finally {
      proof = Future.succeededFuture(IDA);
    }
  }

  @Test
  void whatIsDroppedWhileAClientIsSlowIsToldAndEndsItsStream() {
    town.front().host(() -> new Narrator("leaky"));
    try (Listener slow =
        Listener.open(server.actualPort(), "/events?source=leaky", 8_192).ready()) {
      slow.pause();
      for (int i = 0; i < 4_000; i += 100) {
        town.tell(
            "leaky",
            IntStream.range(i, i + 100).mapToObj(FeedTest::large).toArray(JsonObject[]::new));
      }
      town.ask("UPDATE leaky.event_horizon SET position = 4000 WHERE partition = 5");

      slow.resume();

      Wait.until("the stream ends", slow::isEnded);
      List<Heard> heard = slow.heard();
      Heard last = heard.get(heard.size() - 1);
      assertThat(last.type()).isEqualTo("gone");
      assertThat(last.event().getInteger("status")).isEqualTo(410);
      assertThat(last.event().getString("detail")).contains("/leaky", "from=beginning");
      assertThat(heard.size()).isBetween(2, 4_000);
      assertThat(heard.subList(0, heard.size() - 1).stream().map(Heard::number))
          .isEqualTo(IntStream.range(0, heard.size() - 1).boxed().toList());
    }
  }

  private static JsonObject large(int number) {
    JsonObject event = Town.event("leaky.told", "one", "ida", number);
    event.getJsonObject("data").put("filler", "x".repeat(2_000));
    return event;
  }

  /** Lets time pass, and returns when the streams have looked at the clock. */
  private static void pass(Duration time) {
    NOW.updateAndGet(now -> now.plus(time));
    Promise<Void> looked = Promise.promise();
    feed.scene().run(() -> {
      feed.tick();
      looked.complete();
    });
    Wait.forResult(looked.future());
  }

  private static Listener listen(String path) {
    return Listener.open(server.actualPort(), path);
  }
}
