package io.sennit.gateway.feed;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets so many read at once who read for themselves, and the others one after another: when a
 * gateway goes, all its clients come at the same moment. Used on one event loop.
 */
final class Turns {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Turns(int most) {
    this.free = most;
  }

  /** The work's future must end on the same event loop. */
  void take(Supplier<Future<?>> work) {
    if (free == 0) {
      waiting.addLast(() -> begin(work));
    } else {
      free--;
      begin(work);
    }
  }

  private void begin(Supplier<Future<?>> work) {
    work.get().onComplete(done -> {
      Runnable next = waiting.pollFirst();
      if (next == null) {
        free++;
      } else {
        next.run();
      }
    });
  }
}
