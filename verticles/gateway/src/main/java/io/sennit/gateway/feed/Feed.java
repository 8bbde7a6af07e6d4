package io.sennit.gateway.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.feed.EventStream.Terms;
import io.sennit.gateway.rules.FeedRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.feed.Found;
import io.sennit.mesh.feed.Logs;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All streams of a gateway, and the tails of the logs that they share. */
public final class Feed {
  private static final long TICK_MILLIS = 1_000;
  private static final int MOST_READING = 16;
  private static final long LAST_WORDS_MILLIS = 2_000;
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Scene scene;
  private final FeedMeter meter;
  private final Map<String, Tail> tails = new HashMap<>();
  private final Map<EventStream, Check> streams = new LinkedHashMap<>();
  private final Seats seats;
  private boolean closing;
  private @Nullable Long timer;

  /** Whether a client may still listen, and when that is looked at next. */
  private static final class Check {
    private final Supplier<Future<Identity>> identity;
    private long next;

    Check(Supplier<Future<Identity>> identity, long next) {
      this.identity = identity;
      this.next = next;
    }
  }

  Feed(Scene scene, MeterRegistry meters) {
    this.scene = scene;
    this.meter = new FeedMeter(meters);
    this.seats = new Seats(scene.rules(), meter);
  }

  /** Opens with nobody to tell anything. */
  public static Feed open(
      Vertx vertx, Mesh mesh, FeedRules rules, MeterRegistry meters, Clock clock) {
    Logs logs = new Logs(mesh.directory(), mesh.client().of("gateway"));
    Scene scene = new Scene(
        vertx,
        ((VertxInternal) vertx).contextBuilder().build(),
        logs,
        rules,
        clock,
        new Turns(MOST_READING));
    Feed feed = new Feed(scene, meters);
    mesh.directory().onChange(() -> scene.run(feed::follow));
    scene.run(() -> feed.timer = scene.context().setPeriodic(TICK_MILLIS, due -> feed.tick()));
    return feed;
  }

  Scene scene() {
    return scene;
  }

  /** Gives a place to one more stream, or says why there is none; nothing is begun yet. */
  Future<Void> admit(Terms terms) {
    if (closing) {
      return Future.failedFuture(Problem.refused(
          "This gateway is being stopped: connect again, to another one.", Duration.ofSeconds(1)));
    }
    String user = terms.identity().subject();
    Problem refusal = seats.take(user);
    return refusal == null
        ? present(terms).onFailure(gone -> seats.free(user))
        : Future.failedFuture(refusal);
  }

  /** One who was admitted has gone before the stream began. */
  void free(String user) {
    seats.free(user);
  }

  /** Fails when something is certainly gone. A log that cannot be asked now is asked later. */
  private Future<Void> present(Terms terms) {
    Wish wish = terms.wish();
    Instant since = terms.since();
    List<Future<Void>> looks = new ArrayList<>();
    for (String service : scene.logs().services()) {
      Long place = terms.cursor().places().get(service);
      if (!wish.isOf(service)) {
        continue;
      }
      if (place != null && !isRecent(service, place)) {
        looks.add(look(service, new JsonObject().put("behind", place)));
      } else if (place == null && since != null && !since.equals(Instant.EPOCH)) {
        looks.add(look(service, new JsonObject().put("from", since.toString())));
      }
    }
    return Future.all(looks).mapEmpty();
  }

  private boolean isRecent(String service, long place) {
    Tail tail = tails.get(service);
    return tail != null && tail.hasRead(place);
  }

  private Future<Void> look(String service, JsonObject start) {
    return scene
        .here(scene.logs().find(Scene.call(Identity.OPERATOR).within(LOOK), service, start))
        .map(Found::gone)
        .otherwise(false)
        .compose(gone ->
            gone ? Future.failedFuture(Gone.of(service).problem()) : Future.succeededFuture());
  }

  /** Tells one who was admitted; whether it still may be is asked now and then. */
  EventStream start(Terms terms, Connection connection, Supplier<Future<Identity>> identity) {
    EventStream[] self = new EventStream[1];
    EventStream stream = new EventStream(scene, meter, terms, connection, () -> {
      streams.remove(self[0]);
      seats.free(terms.identity().subject());
    });
    self[0] = stream;
    streams.put(
        stream, new Check(identity, scene.now() + scene.rules().recheck().toMillis()));
    openTails();
    tails.forEach((service, tail) -> stream.follow(service, tail, terms.since()));
    stream.placed();
    connection.of(stream);
    if (closing) {
      stream.end("this gateway is being stopped");
    }
    return stream;
  }

  private void openTails() {
    for (String service : scene.logs().services()) {
      tails.computeIfAbsent(service, name -> new Tail(name, scene, meter));
    }
  }

  /** Services may have come. */
  private void follow() {
    if (streams.isEmpty() || closing) {
      return;
    }
    openTails();
    streams
        .keySet()
        .forEach(stream ->
            tails.forEach((service, tail) -> stream.follow(service, tail, stream.since())));
  }

  void tick() {
    long now = scene.now();
    long beat = scene.rules().heartbeat().toMillis();
    tails.values().forEach(Tail::read);
    new LinkedHashMap<>(streams).forEach((stream, check) -> {
      stream.advance();
      stream.beat(now, beat);
      if (now >= check.next) {
        check.next = now + scene.rules().recheck().toMillis();
        check(stream, check);
      }
    });
  }

  private void check(EventStream stream, Check check) {
    scene.here(check.identity.get()).onComplete(done -> {
      if (done.failed() || !stream.identity().equals(done.result())) {
        stream.end("its token is no longer good");
      }
    });
  }

  /** Ends all streams, so that their clients go on elsewhere, and takes no new ones. */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    scene.run(() -> {
      closing = true;
      List<Future<Void>> ends = List.copyOf(streams.keySet()).stream()
          .map(stream -> stream.end("this gateway is being stopped"))
          .toList();
      tails.values().forEach(Tail::close);
      if (timer != null) {
        scene.vertx().cancelTimer(timer);
      }
      // A client that takes nothing has no say in it: its server waits for it, up to its grace.
      Future<Void> patience = scene.vertx().timer(LAST_WORDS_MILLIS).mapEmpty();
      Future.any(List.of(Future.join(ends).<Void>mapEmpty(), patience))
          .<Void>mapEmpty()
          .onComplete(closed);
    });
    return closed.future();
  }
}
