package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance's part in a group's reading of one log: takes its share of the partitions, fetches
 * what is new in them, and has it handled, partitions side by side. Used on one event loop.
 */
final class GroupReader {
  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TICK_MILLIS = 1_000;
  private static final int SETTLING_MILLIS = 3;
  private static final int FIRST_PAUSE_MILLIS = 50;

  private final Reading reading;
  private final Surroundings surroundings;
  private final Leases leases;
  private final Parked parked;
  private final Handling handling;
  private final Log log;
  private final Map<Integer, Place> places = new TreeMap<>();
  private final Retries retries;
  private final Promise<Void> idle = Promise.promise();
  private @Nullable MessageConsumer<Object> hints;
  private long timer = -1;
  private long heard;
  private long fetched;
  private boolean fetching;
  private boolean ticking;
  private boolean stopped;
  private int pause = FIRST_PAUSE_MILLIS;

  GroupReader(Reading reading, Surroundings surroundings) {
    this(reading, surroundings, Leases.MOVE);
  }

  GroupReader(Reading reading, Surroundings surroundings, String move) {
    this.reading = reading;
    this.surroundings = surroundings;
    this.leases = new Leases(reading, surroundings.store(), surroundings.self(), move);
    this.parked = new Parked(reading, surroundings.store());
    this.handling = new Handling(reading, surroundings.store(), leases, parked);
    this.retries = new Retries(parked, handling, places::get, this::abandon);
    this.log = new Log(reading, surroundings.mesh());
  }

  void start() {
    hints = surroundings
        .vertx()
        .eventBus()
        .consumer(Announcements.hintAddress(reading.source()), hint -> {
          heard++;
          fetch();
        });
    tick();
  }

  /** Looks at the leases at once: who belongs to the group may have changed. */
  void tick() {
    if (ticking || stopped) {
      return;
    }
    ticking = true;
    surroundings.vertx().cancelTimer(timer);
    Call call = reading.work(PATIENCE);
    leases
        .look(call)
        .compose(known -> known.isEmpty() ? begin(call) : settle(call, known))
        .compose(settled -> retries.look(call, places.values()))
        .onFailure(failure ->
            LOG.warn("{} cannot work now and tries again: {}", reading, failure.toString()))
        .onComplete(done -> {
          ticking = false;
          if (!stopped) {
            timer = surroundings.vertx().setTimer(TICK_MILLIS, next -> tick());
            fetch();
          }
        });
  }

  private Future<Void> begin(Call call) {
    return log.start(call)
        .compose(positions -> leases.create(call, positions))
        .compose(created -> leases.look(call))
        .compose(known -> settle(call, known));
  }

  private Future<Void> settle(Call call, List<Leases.Lease> known) {
    Set<Integer> own =
        Assignment.of(reading.toString(), surroundings.members().get(), surroundings.self());
    Set<String> alive = surroundings.alive().get();
    List<Integer> wanted = new ArrayList<>();
    for (Leases.Lease lease : known) {
      Place place = places.get(lease.partition());
      if (place != null && (place.epoch() != lease.epoch() || lease.stopped())) {
        places.remove(lease.partition());
        place = null;
      }
      if (place == null
          && own.contains(lease.partition())
          && lease.isFree(surroundings.self(), alive)) {
        wanted.add(lease.partition());
      }
    }
    List<Future<Void>> steps = new ArrayList<>();
    for (Place place : List.copyOf(places.values())) {
      if (!own.contains(place.partition())) {
        steps.add(leave(call, place));
      }
    }
    steps.add(leases.renew(call, free()));
    steps.add(wanted.isEmpty() ? Future.succeededFuture() : claim(call, wanted, alive));
    return Future.join(steps).mapEmpty();
  }

  private Future<Void> claim(Call call, List<Integer> wanted, Set<String> alive) {
    return leases
        .claim(call, wanted, alive)
        .compose(claimed -> claimed.isEmpty()
            ? Future.succeededFuture()
            : parked
                .count(call, claimed)
                .onSuccess(
                    counted -> claimed.forEach(place -> places.put(place.partition(), place))));
  }

  private Future<Void> leave(Call call, Place place) {
    place.leave();
    if (place.isBusy()) {
      // It is given back when what is in hand is done.
      return Future.succeededFuture();
    }
    return leases
        .release(call, place)
        .onSuccess(left -> surroundings
            .vertx()
            .eventBus()
            .publish(Subscriptions.rebalanceAddress(reading.service()), ""))
        .onComplete(done -> remove(place));
  }

  private List<Place> free() {
    return places.values().stream().filter(Place::isFree).toList();
  }

  private void fetch() {
    if (fetching || stopped) {
      return;
    }
    List<Place> free = free();
    if (free.isEmpty()) {
      return;
    }
    fetching = true;
    fetched = heard;
    log.fetch(reading.work(PATIENCE), free)
        .onComplete(
            answer -> {
              fetching = false;
              pause = FIRST_PAUSE_MILLIS;
              free.forEach(place -> take(place, answer.parts().get(place.partition())));
              if (fetched != heard) {
                fetch();
              } else if (answer.pending()) {
                surroundings.vertx().setTimer(SETTLING_MILLIS, later -> fetch());
              }
            },
            failure -> {
              fetching = false;
              LOG.debug("{} could not fetch: {}", reading, failure.toString());
              surroundings.vertx().setTimer(pause, later -> fetch());
              pause = Math.min(TICK_MILLIS, 2 * pause);
            });
  }

  private void take(Place place, Fetched.@Nullable Part part) {
    if (part == null || places.get(place.partition()) != place) {
      return;
    }
    if (part.gone()) {
      stop(place);
    } else if (part.events().isEmpty()) {
      place.see(part.upTo());
      if (part.more()) {
        surroundings.vertx().runOnContext(next -> fetch());
      }
    } else {
      handle(place, part, fetched);
    }
  }

  private void handle(Place place, Fetched.Part part, long heardBefore) {
    place.busy(true);
    handling.handle(place, part.events(), part.upTo()).onComplete(done -> {
      place.busy(false);
      if (done.failed()) {
        abandon(place, done.cause());
      } else if (place.isLeaving()) {
        leave(reading.work(PATIENCE), place);
      } else if (part.more() || heard != heardBefore) {
        fetch();
      }
    });
  }

  /** What is known of the place may be wrong now; it is taken anew if it is still ours to take. */
  private void abandon(Place place, Throwable failure) {
    remove(place);
    LOG.warn("{} takes partition {} anew: {}", reading, place.partition(), failure.toString());
  }

  private void stop(Place place) {
    remove(place);
    String reason = "Events behind " + place.committed()
        + " are no longer kept; replay the group from where it may go on.";
    LOG.error("{} stops in partition {}: {}", reading, place.partition(), reason);
    leases
        .stop(reading.work(PATIENCE), place, reason)
        .onFailure(later ->
            LOG.warn("{} could not write down that it stopped, and will find out again", reading));
  }

  private void remove(Place place) {
    places.remove(place.partition(), place);
    if (stopped && places.isEmpty()) {
      idle.tryComplete();
    }
  }

  /** Takes nothing new, and gives back its places when what is in hand is done. */
  Future<Void> stop() {
    stopped = true;
    surroundings.vertx().cancelTimer(timer);
    if (places.isEmpty()) {
      idle.tryComplete();
    }
    Call call = reading.work(PATIENCE);
    List.copyOf(places.values()).forEach(place -> leave(call, place));
    Future<Void> deaf = hints == null ? Future.succeededFuture() : hints.unregister();
    return deaf.eventually(idle::future);
  }
}
