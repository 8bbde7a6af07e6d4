package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Work that nobody waits for: only so much of it at once, however much there is, so that calls
 * always find a connection. Any event loop may come with some.
 */
final class Errands {
  private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
  private int free;

  Errands(int atOnce) {
    this.free = atOnce;
  }

  /** Begins it when its turn has come, on the event loop that came with it. */
  <T> Future<T> run(ContextInternal context, Supplier<Future<T>> work) {
    return turn(context.promise()).compose(turn -> work.get()).onComplete(done -> next());
  }

  private synchronized Future<Void> turn(Promise<Void> turn) {
    if (free > 0) {
      free--;
      turn.complete();
    } else {
      waiting.add(turn);
    }
    return turn.future();
  }

  private void next() {
    Promise<Void> turn;
    synchronized (this) {
      turn = waiting.poll();
      if (turn == null) {
        free++;
        return;
      }
    }
    turn.complete();
  }
}
