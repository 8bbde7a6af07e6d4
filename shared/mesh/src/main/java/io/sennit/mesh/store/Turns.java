package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The line of those who wait for a connection. Who loses patience leaves it at once, which the
 * pool's own queue does not know: there the dead would keep the living out.
 */
final class Turns {
  private final int mostWaiting;
  private final Set<Promise<Void>> waiting = new LinkedHashSet<>();
  private int free;

  Turns(int atOnce, int mostWaiting) {
    this.free = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /** Every turn that was had has to be {@linkplain #done() done}. */
  Future<Void> await(Patience patience) {
    Promise<Void> turn = patience.promise();
    synchronized (this) {
      if (free > 0) {
        free--;
        return Future.succeededFuture();
      }
      if (waiting.size() >= mostWaiting) {
        return Future.failedFuture(new ConnectionPoolTooBusyException("the line is full"));
      }
      waiting.add(turn);
    }
    patience.onEnd(kind -> leave(turn));
    return turn.future();
  }

  void done() {
    Promise<Void> next;
    synchronized (this) {
      Iterator<Promise<Void>> line = waiting.iterator();
      if (!line.hasNext()) {
        free++;
        return;
      }
      next = line.next();
      line.remove();
    }
    next.complete();
  }

  private void leave(Promise<Void> turn) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(turn);
    }
    if (waited) {
      turn.fail("nobody waits any more");
    }
  }
}
