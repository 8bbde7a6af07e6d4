package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has events handled, each exactly once: what the handler does and how far the group has come are
 * kept together or not at all.
 */
final class Handling {
  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

  private final Reading reading;
  private final Store store;
  private final Chapters chapters;
  private final Leases leases;
  private final Parked parked;
  private final GroupMeters meters;

  Handling(
      Reading reading,
      Surroundings surroundings,
      Leases leases,
      Parked parked,
      GroupMeters meters) {
    this.reading = reading;
    this.store = surroundings.store();
    this.chapters = new Chapters(reading, surroundings);
    this.leases = leases;
    this.parked = parked;
    this.meters = meters;
  }

  /**
   * Handles events of one partition, in as many transactions as it takes, and moves the group's
   * cursor behind them; what is left is left when the place is to be given back. One that fails is
   * parked; the future fails when even that was not possible.
   */
  Future<Void> handle(Share share) {
    int batch = reading.terms().batch();
    List<Event> events = share.events();
    if (events.size() <= batch) {
      return handleBatch(share);
    }
    Share rest = share.of(events.subList(batch, events.size()), share.upTo());
    return handleBatch(share.of(events.subList(0, batch), events.get(batch - 1).position()))
        .compose(done -> share.place().isLeaving() ? Future.succeededFuture() : handle(rest));
  }

  private Future<Void> handleBatch(Share share) {
    return together(List.of(share))
        .recover(failure -> failure instanceof LeaseLost
            ? Future.failedFuture(failure)
            : share.events().size() == 1 ? park(share, failure) : oneByOne(share));
  }

  /**
   * Handles the shares of several partitions in one transaction, all of them or none: one commit is
   * dearer than many rows.
   */
  Future<Void> together(List<Share> shares) {
    List<Event> free = new ArrayList<>();
    List<Share> behind = new ArrayList<>(0);
    for (Share share : shares) {
      List<Event> held = new ArrayList<>(0);
      share
          .events()
          .forEach(event -> (share.place().holdsBack(event.subject()) ? held : free).add(event));
      if (!held.isEmpty()) {
        behind.add(share.of(held, share.upTo()));
        held.forEach(event -> share.place().park(event.subject(), 1));
      }
    }
    Chapters.Chapter chapter = chapters.begin(free);
    return store
        .inBackground(
            this::work,
            transaction -> run(chapter.events(), transaction)
                .compose(handled -> parked.addBehind(transaction, behind))
                .compose(kept -> leases.move(transaction, shares)))
        .onSuccess(kept -> {
          shares.forEach(share -> share.place().commit(share.upTo()));
          meters.handled(free.size());
        })
        .onFailure(undone -> behind.forEach(share ->
            share.events().forEach(event -> share.place().unpark(event.subject(), 1))))
        .onComplete(chapter::end);
  }

  private Future<Void> oneByOne(Share share) {
    List<Event> events = share.events();
    Future<Void> done = Future.succeededFuture();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      long next = i == events.size() - 1 ? share.upTo() : event.position();
      done = done.compose(before -> share.place().isLeaving()
          ? Future.succeededFuture()
          : handleBatch(share.of(List.of(event), next)));
    }
    return done;
  }

  private Future<Void> park(Share share, Throwable failure) {
    Place place = share.place();
    Event event = share.events().get(0);
    meters.failed();
    place.park(event.subject(), 1);
    return store
        .inBackground(
            this::work,
            transaction -> parked
                .add(transaction, place, event, failure)
                .compose(kept -> leases.move(transaction, List.of(share))))
        .onSuccess(kept -> {
          place.commit(share.upTo());
          LOG.warn(
              "{} could not handle {} of {} and tries it again; later events of this subject wait: {}",
              reading,
              event.reference(),
              event.subject(),
              failure.toString());
        })
        .onFailure(undone -> place.unpark(event.subject(), 1));
  }

  /**
   * Tries again one that is parked; ends with the next of its subject, if that may be tried now.
   */
  Future<Optional<Parked.Due>> again(Place place, Parked.Due due) {
    Chapters.Chapter chapter = chapters.begin(List.of(due.event()));
    return store
        .inBackground(
            this::work,
            transaction -> run(chapter.events(), transaction)
                .compose(handled -> parked.remove(transaction, due))
                .compose(removed -> parked.next(transaction, due))
                .compose(next -> leases.hold(transaction, place).map(next)))
        .onComplete(chapter::end)
        .onSuccess(next -> {
          place.unpark(due.event().subject(), 1);
          meters.handled(1);
        })
        .recover(failure ->
            failure instanceof LeaseLost ? Future.failedFuture(failure) : postpone(due, failure));
  }

  private Future<Optional<Parked.Due>> postpone(Parked.Due due, Throwable failure) {
    meters.failed();
    return parked.postpone(work(), due, failure).map(dead -> {
      if (dead) {
        LOG.error(
            "{} gave up {} of {} after {} attempts; later events of this subject wait until an operator retries or drops it: {}",
            reading,
            due.event().reference(),
            due.event().subject(),
            due.attempts() + 1,
            failure.toString());
      }
      return Optional.empty();
    });
  }

  private Call work() {
    return reading.work(reading.terms().patience());
  }

  private Future<Void> run(List<Event> events, Transaction transaction) {
    BatchHandler inBatches = reading.subscription().batchHandler();
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    if (inBatches != null) {
      return inBatches.handle(events, on(transaction, events.get(0)));
    }
    Future<Void> done = Future.succeededFuture();
    for (Event event : events) {
      done = done.compose(before ->
          reading.subscription().handler(event.type()).handle(event, on(transaction, event)));
    }
    return done;
  }

  /** What the handler does in the transaction follows from this event. */
  private static Transaction on(Transaction transaction, Event event) {
    Call work = transaction.call();
    return transaction.onBehalfOf(Origin.handling(work.operation(), event, work.deadline()));
  }
}
