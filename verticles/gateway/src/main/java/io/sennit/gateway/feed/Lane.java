package io.sennit.gateway.feed;

import io.sennit.gateway.feed.Watches.Watch;
import io.sennit.mesh.event.Audience;
import io.sennit.mesh.message.Identity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Brings the log of one service into one stream, each event once and in order.
 *
 * <p>As long as it is behind, it reads the log by itself, page by page, as fast as the client takes
 * it. Once it has come to where the tail is, it is told by the tail. A client that takes too little
 * lets it fall behind again: nothing is kept for it meanwhile, and nothing is left out.
 */
final class Lane {
  static final long NOWHERE = -1;

  private static final int PAGE = 128;

  private final String service;
  private final EventStream stream;
  private final Scene scene;
  private final Tail tail;
  private final FeedMeter meter;
  private final Watch watch;
  private final @Nullable Instant since;
  private long place;
  private boolean isLive;
  private boolean isBusy;

  /**
   * @param place behind which position it begins, or nowhere
   * @param since from when on it tells if it has no place: if not said, from what the tail tells
   */
  Lane(EventStream stream, Tail tail, String service, long place, @Nullable Instant since) {
    this.stream = stream;
    this.tail = tail;
    this.service = service;
    this.scene = stream.scene();
    this.meter = stream.meter();
    this.since = since;
    this.watch = tail.join(this, stream.identity());
    boolean beginsNow = place == NOWHERE && since == null && watch.hasBegun();
    this.place = beginsNow ? tail.head() : place;
  }

  /** Behind which position its client would go on, or nowhere when that is not known yet. */
  long place() {
    return isLive ? Math.max(place, tail.head()) : place;
  }

  /** The tail has read an event that may be for it. */
  void offer(Told told, Audience audience) {
    if (!isLive || told.position() <= place || !isFor(told, audience)) {
      return;
    }
    if (stream.isFull()) {
      fallBack();
    } else {
      tell(told);
    }
  }

  /** From now on it reads for itself. */
  void fallBack() {
    if (isLive) {
      place = place();
      isLive = false;
    }
  }

  private boolean isFor(Told told, Audience audience) {
    return stream.wish().wants(told)
        && audience.shows(stream.identity(), told.type(), told.owner());
  }

  private void tell(Told told) {
    place = told.position();
    stream.tell(told);
  }

  /** Does the next step, if there is one to be done now. */
  void advance() {
    if (isLive || isBusy || stream.isOver()) {
      return;
    }
    if (place == NOWHERE) {
      find();
    } else if (stream.isFull()) {
      stream.awaitRoom();
    } else if (tail.covers(watch, place)) {
      join();
    } else {
      isBusy = true;
      scene.turns().take(this::read);
    }
  }

  private void find() {
    if (since != null) {
      isBusy = true;
      scene.turns().take(() -> find(since));
    } else if (watch.hasBegun()) {
      placeAt(watch.since());
    } else {
      tail.wake(this);
    }
  }

  private void placeAt(long position) {
    place = position;
    stream.placed();
    advance();
  }

  private Future<?> find(Instant from) {
    JsonObject start = from.equals(Instant.EPOCH)
        ? new JsonObject()
        : new JsonObject().put("from", from.toString());
    return scene
        .here(scene.logs().find(Scene.call(Identity.OPERATOR), service, start))
        .onComplete(done -> {
          isBusy = false;
          if (done.failed()) {
            return;
          }
          if (done.result().gone()) {
            stream.gone(service);
          } else {
            placeAt(done.result().position());
          }
        });
  }

  /** As its client, so that the source itself decides what that one may see. */
  private Future<?> read() {
    meter.streamRead();
    return scene
        .here(scene
            .logs()
            .read(Scene.call(stream.identity()), service, stream.wish().behind(place, PAGE)))
        .map(Page::of)
        .onComplete(done -> {
          isBusy = false;
          if (done.succeeded() && !stream.isOver()) {
            take(done.result());
          }
        });
  }

  private void take(Page page) {
    if (page.gone()) {
      stream.gone(service);
      return;
    }
    long before = place;
    if (tell(page.events(), page.audience())) {
      place = Math.max(place, page.upTo());
    }
    if (page.more() || place > before || tail.covers(watch, place)) {
      advance();
    } else {
      tail.wake(this);
    }
  }

  private void join() {
    if (tell(tail.behind(place), tail.watches().audience())) {
      isLive = true;
      place = place();
    } else {
      stream.awaitRoom();
    }
  }

  /** False when there was no room for all of them; it goes on behind the last one then. */
  private boolean tell(Iterable<Told> events, Audience audience) {
    for (Told told : events) {
      if (stream.isFull()) {
        return false;
      }
      if (isFor(told, audience)) {
        tell(told);
      } else {
        place = told.position();
      }
    }
    return true;
  }

  void leave() {
    isLive = false;
    tail.leave(this, watch);
  }
}
