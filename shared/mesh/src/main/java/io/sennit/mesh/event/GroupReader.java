package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One instance's part in a group's reading of one log: takes its share of the partitions, and has
 * what is new in them handled, partitions side by side. Used on one event loop.
 */
final class GroupReader implements Intake.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TICK_MILLIS = 1_000;
  private static final int PATIENT_TICKS = 10;

  private final Reading reading;
  private final Surroundings surroundings;
  private final Vertx vertx;
  private final Leases leases;
  private final Parked parked;
  private final Handling handling;
  private final Log log;
  private final Intake intake;
  private final GroupMeters meters;
  private final Map<Integer, Place> places = new TreeMap<>();
  private final Retries retries;
  private final Promise<Void> idle = Promise.promise();
  private long nextTick = -1;
  private boolean ticking;
  private boolean tickOwed;
  private boolean stopped;
  private int troubles;

  GroupReader(Reading reading, Surroundings surroundings) {
    this(reading, surroundings, Leases.MOVE);
  }

  GroupReader(Reading reading, Surroundings surroundings, String move) {
    this.reading = reading;
    this.surroundings = surroundings;
    this.vertx = surroundings.vertx();
    this.leases = new Leases(reading, surroundings.store(), surroundings.self(), move);
    this.parked = new Parked(reading, surroundings.store());
    this.log = new Log(reading, surroundings.mesh());
    this.intake = new Intake(reading, vertx, log, places, this);
    this.meters = new GroupMeters(reading, surroundings, log, places::values);
    this.handling = new Handling(reading, surroundings, leases, parked, meters);
    this.retries = new Retries(parked, handling, places::get, this::done);
  }

  void start() {
    intake.start();
    meters.start();
    tick();
  }

  /** Looks at the leases at once: who belongs to the group may have changed. */
  void tick() {
    if (ticking || stopped) {
      tickOwed = true;
      return;
    }
    ticking = true;
    tickOwed = false;
    vertx.cancelTimer(nextTick);
    Call call = reading.work(PATIENCE);
    leases
        .look(call)
        .compose(known -> known.isEmpty() ? begin(call) : settle(call, known))
        .compose(settled -> retries.look(call, places.values()))
        .onFailure(this::troubled)
        .onComplete(done -> {
          ticking = false;
          troubles = done.failed() ? troubles : 0;
          if (stopped) {
            // What was claimed while it stopped.
            List.copyOf(places.values()).forEach(this::leave);
            end();
          } else {
            nextTick = vertx.setTimer(tickOwed && done.succeeded() ? 1 : TICK_MILLIS, t -> tick());
            intake.look();
          }
        });
  }

  /** Sources come and go; one that does not come back in a while is a trouble, and told once. */
  private void troubled(Throwable failure) {
    troubles++;
    LOG.atLevel(troubles == PATIENT_TICKS ? Level.WARN : Level.DEBUG)
        .log("{} cannot work now and tries again: {}", reading, failure.toString());
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
    List<Place> ageing = new ArrayList<>();
    for (Leases.Lease lease : known) {
      Place place = places.get(lease.partition());
      if (place != null && (place.epoch() != lease.epoch() || lease.stopped())) {
        remove(place);
        place = null;
      }
      boolean ours = !stopped && own.contains(lease.partition());
      if (place == null && ours && lease.isFree(surroundings.self(), alive)) {
        wanted.add(lease.partition());
      } else if (place != null && !ours) {
        leave(place);
      } else if (place != null && lease.ageing() && place.isIdle()) {
        ageing.add(place);
      }
    }
    meters.leases(known, own);
    return Future.join(renew(call, ageing), claim(call, wanted, alive)).mapEmpty();
  }

  /** Nothing is handled meanwhile, which would start from a position that is just being changed. */
  private Future<Void> renew(Call call, List<Place> ageing) {
    ageing.forEach(place -> place.busy(true));
    return leases
        .renew(call, ageing)
        .onComplete(renewed -> ageing.forEach(place -> {
          place.busy(false);
          done(place, null);
        }));
  }

  private Future<Void> claim(Call call, List<Integer> wanted, Set<String> alive) {
    return wanted.isEmpty()
        ? Future.succeededFuture()
        : leases
            .claim(call, wanted, alive)
            .compose(claimed -> parked
                .count(call, claimed)
                .onSuccess(
                    counted -> claimed.forEach(place -> places.put(place.partition(), place))));
  }

  /** The place is given back when what is in hand there is done. */
  private void leave(Place place) {
    place.leave();
    if (place.isQuiet()) {
      place.busy(true);
      leases
          .release(reading.work(PATIENCE), place)
          .onSuccess(left ->
              vertx.eventBus().publish(Subscriptions.rebalanceAddress(reading.service()), ""))
          .onComplete(over -> remove(place));
    }
  }

  /** Partitions side by side; or all in one transaction, where the handler takes many events. */
  @Override
  public void take(List<Share> shares) {
    shares.forEach(share -> share.place().busy(true));
    int most =
        reading.subscription().batchHandler() == null ? 0 : reading.terms().batch();
    for (List<Share> group : Share.gathered(shares, most)) {
      if (group.size() == 1) {
        handle(group.get(0));
      } else {
        handling.together(group).onComplete(kept -> {
          if (kept.succeeded()) {
            group.forEach(share -> handled(share.place(), null));
            intake.fetch();
          } else {
            group.forEach(this::handle);
          }
        });
      }
    }
  }

  private void handle(Share share) {
    handling.handle(share).onComplete(handled -> {
      handled(share.place(), handled.cause());
      intake.fetch();
    });
  }

  private void handled(Place place, @Nullable Throwable failure) {
    place.busy(false);
    done(place, failure);
  }

  private void done(Place place, @Nullable Throwable failure) {
    if (failure != null) {
      abandon(place, failure);
    } else if (place.isLeaving()) {
      leave(place);
    }
  }

  /** What is known of the place may be wrong now; it is taken anew if it is still ours to take. */
  private void abandon(Place place, Throwable failure) {
    remove(place);
    LOG.atLevel(failure instanceof LeaseLost ? Level.INFO : Level.WARN)
        .log("{} takes partition {} anew: {}", reading, place.partition(), failure.toString());
  }

  @Override
  public void gone(Place place) {
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
    end();
  }

  private void end() {
    if (stopped && !ticking && places.isEmpty()) {
      idle.tryComplete();
    }
  }

  /** Takes nothing new, and gives back its places when what is in hand is done. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(nextTick);
    meters.stop();
    List.copyOf(places.values()).forEach(this::leave);
    end();
    return intake.stop().eventually(idle::future);
  }
}
