package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a few in at a time, and a bounded number wait: so many of each sort, who then take turns, so
 * that a flood of one keeps out none of the other. It belongs to one event loop.
 *
 * <p>Whoever finds it full is told so with 429 and not with 503: others must not take the whole
 * service for broken because of those who log in.
 */
final class Line {
  /** About as long as a full line takes. */
  private static final Duration TURNOVER = Duration.ofSeconds(2);

  private final int waiting;
  private final Map<Sort, Queue<Place>> places = new EnumMap<>(Sort.class);
  private Sort last = Sort.LOGIN;
  private int free;

  /** Who comes: those who are somebody already, and those who want to be, or be otherwise. */
  enum Sort {
    LOGIN,
    NEW_PASSWORD;

    Sort other() {
      return this == LOGIN ? NEW_PASSWORD : LOGIN;
    }
  }

  private record Place(Call call, Promise<Void> turn) {
    /** Nobody waits for it any more; who still hears of it is told. */
    boolean isGivenUp() {
      boolean over = call.deadline().passed() || call.cancellation().isCancelled();
      if (over) {
        turn.fail(Problem.of(
            Kind.DEADLINE_EXCEEDED,
            "The deadline passed in the line; allow more time, or ask again."));
      }
      return over;
    }
  }

  /** @param waiting how many of each sort may wait */
  Line(int atOnce, int waiting) {
    this.free = atOnce;
    this.waiting = waiting;
    for (Sort sort : Sort.values()) {
      places.put(sort, new ArrayDeque<>());
    }
  }

  /** Does the work when it is the call's turn, unless nobody waits for it any more. */
  <T> Future<T> enter(Sort sort, Call call, Supplier<Future<T>> work) {
    Queue<Place> own = of(sort);
    if (own.size() >= waiting) {
      own.removeIf(Place::isGivenUp);
    }
    if (free == 0 && own.size() >= waiting) {
      return Future.failedFuture(full());
    }
    Place place = new Place(call, Promise.promise());
    if (free > 0) {
      free--;
      last = sort;
      place.turn.complete();
    } else {
      own.add(place);
    }
    return place
        .turn
        .future()
        // Apart from the turn itself: work that throws gives it back as well.
        .compose(turn ->
            Future.<Void>succeededFuture().compose(begin -> work.get()).eventually(this::leave));
  }

  private Future<Void> leave() {
    Place next = next();
    if (next == null) {
      free++;
    } else {
      next.turn.complete();
    }
    return Future.succeededFuture();
  }

  /** The first of the other sort than the last time, or else of the same. */
  private @Nullable Place next() {
    Place next = first(last.other());
    if (next != null) {
      last = last.other();
      return next;
    }
    return first(last);
  }

  private @Nullable Place first(Sort sort) {
    Place place;
    while ((place = of(sort).poll()) != null) {
      if (!place.isGivenUp()) {
        return place;
      }
    }
    return null;
  }

  private Queue<Place> of(Sort sort) {
    return Objects.requireNonNull(places.get(sort));
  }

  private Problem full() {
    return Problem.tooMany(
        "More passwords are to be checked than this node can; ask again in a moment.",
        new Quota(waiting, TURNOVER),
        TURNOVER);
  }
}
