package io.sennit.mesh.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what is new in a log for those places of an instance that are free: where it has heard of
 * something, and everywhere when it is told to look, because hints may get lost. Used on one event
 * loop.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FIRST_PAUSE_MILLIS = 50;
  private static final int LONGEST_PAUSE_MILLIS = 1_000;
  private static final int FIRST_SETTLING_MILLIS = 3;
  private static final int LONGEST_SETTLING_MILLIS = 100;

  private final Reading reading;
  private final Vertx vertx;
  private final Log log;
  private final Map<Integer, Place> places;
  private final Taker taker;
  private @Nullable MessageConsumer<String> hints;
  private long next = -1;
  private boolean fetching;
  private boolean owed;
  private boolean resting;
  private boolean stopped;
  private int pause = FIRST_PAUSE_MILLIS;
  private int settling = FIRST_SETTLING_MILLIS;

  /** Who handles what comes in. */
  interface Taker {
    /** Asks for more when a place is free again. */
    void take(List<Share> shares);

    /** What comes next in this place is no longer kept. */
    void gone(Place place);
  }

  /** @param places those that the instance holds, as it takes and leaves them */
  Intake(Reading reading, Vertx vertx, Log log, Map<Integer, Place> places, Taker taker) {
    this.reading = reading;
    this.vertx = vertx;
    this.log = log;
    this.places = places;
    this.taker = taker;
  }

  void start() {
    hints = vertx.eventBus().consumer(Hints.address(reading.source()), hint -> hear(hint.body()));
  }

  private void hear(String hint) {
    if (Hints.types(hint).anyMatch(reading.subscription()::wants)) {
      Hints.partitions(hint).forEach(partition -> {
        Place place = places.get(partition);
        if (place != null) {
          place.news(true);
        }
      });
      settling = FIRST_SETTLING_MILLIS;
      fetch();
    }
  }

  /** Fetches from all places, whether anything was heard of them or not. */
  void look() {
    places.values().forEach(place -> place.news(true));
    fetch();
  }

  /** Fetches from where there may be something, now or as soon as that is possible. */
  void fetch() {
    if (stopped || resting) {
      return;
    }
    if (fetching) {
      // That one asks for fewer places than are free now, or began before the last hint.
      owed = true;
      return;
    }
    List<Place> asked = places.values().stream()
        .filter(place -> place.hasNews() && place.isFree())
        .toList();
    if (asked.isEmpty()) {
      return;
    }
    vertx.cancelTimer(next);
    fetching = true;
    owed = false;
    asked.forEach(place -> place.news(false));
    log.fetch(reading.work(PATIENCE), asked)
        .onComplete(answer -> fetched(asked, answer), failure -> failed(asked, failure));
  }

  private void failed(List<Place> asked, Throwable failure) {
    fetching = false;
    asked.forEach(place -> place.news(true));
    LOG.debug("{} could not fetch: {}", reading, failure.toString());
    fetchIn(pause);
    pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
  }

  private void fetched(List<Place> asked, Fetched answer) {
    fetching = false;
    pause = FIRST_PAUSE_MILLIS;
    if (answer.later() || answer.pending()) {
      asked.forEach(place -> place.news(true));
    }
    if (answer.later()) {
      rest();
      return;
    }
    take(asked, answer);
    if (owed) {
      fetch();
    } else if (answer.pending()) {
      fetchIn(settling);
      settling = Math.min(LONGEST_SETTLING_MILLIS, 2 * settling);
    }
  }

  private void take(List<Place> asked, Fetched answer) {
    List<Share> shares = new ArrayList<>();
    for (Place place : asked) {
      Fetched.Part part = answer.parts().get(place.partition());
      if (part == null || !place.isFree() || places.get(place.partition()) != place) {
        place.news(true);
      } else if (part.gone()) {
        taker.gone(place);
      } else {
        place.news(place.hasNews() || part.more());
        if (part.events().isEmpty()) {
          place.see(part.upTo());
          owed |= part.more();
        } else {
          shares.add(new Share(place, part.events(), part.upTo()));
        }
      }
    }
    if (!shares.isEmpty()) {
      settling = FIRST_SETTLING_MILLIS;
      taker.take(shares);
    }
  }

  /** Others go first: to ask each time that something is told would only be in their way. */
  private void rest() {
    resting = true;
    next = vertx.setTimer(LONGEST_SETTLING_MILLIS, over -> {
      resting = false;
      fetch();
    });
  }

  private void fetchIn(int millis) {
    vertx.cancelTimer(next);
    next = vertx.setTimer(millis, later -> fetch());
  }

  /** Hears and fetches nothing any more. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(next);
    return hints == null ? Future.succeededFuture() : hints.unregister();
  }
}
