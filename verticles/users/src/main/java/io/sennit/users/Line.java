package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets a few in at a time, and a bounded number wait. It belongs to one event loop.
 *
 * <p>Whoever finds it full is told so with 429 and not with 503: others must not take the whole
 * service for broken because of those who log in.
 */
final class Line {
  private final int waiting;
  private final Queue<Place> places = new ArrayDeque<>();
  private int free;

  private record Place(Call call, Promise<Void> turn) {}

  Line(int atOnce, int waiting) {
    this.free = atOnce;
    this.waiting = waiting;
  }

  /** Does the work when it is the call's turn, unless nobody waits for it any more. */
  <T> Future<T> enter(Call call, Supplier<Future<T>> work) {
    if (free == 0 && places.size() >= waiting) {
      return Future.failedFuture(full());
    }
    Place place = new Place(call, Promise.promise());
    if (free > 0) {
      free--;
      place.turn.complete();
    } else {
      places.add(place);
    }
    return place.turn.future().compose(turn -> work.get().eventually(this::leave));
  }

  private Future<Void> leave() {
    Place next;
    while ((next = places.poll()) != null) {
      if (!next.call.deadline().passed() && !next.call.cancellation().isCancelled()) {
        next.turn.complete();
        return Future.succeededFuture();
      }
      next.turn.fail(Problem.of(
          Kind.DEADLINE_EXCEEDED,
          "The deadline passed in the line; allow more time, or ask again."));
    }
    free++;
    return Future.succeededFuture();
  }

  private static Problem full() {
    return Problem.restored(
        Kind.TOO_MANY_REQUESTS,
        "More passwords are to be checked than this node can; ask again in a moment.",
        List.of(),
        true,
        Duration.ofSeconds(2));
  }
}
