package io.sennit.bench.chaos;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Few workers in front of a queue without a bound: how a service is that knows nothing of overload.
 */
final class Workers {
  static final int COUNT = 8;
  static final int MILLIS = 20;

  private final Vertx vertx;
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private int busy;

  Workers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The future ends when a worker has had its time with it. */
  Future<Void> work() {
    Promise<Void> done = Promise.promise();
    waiting.add(done);
    begin();
    return done.future();
  }

  private void begin() {
    Promise<Void> next = busy < COUNT ? waiting.poll() : null;
    if (next == null) {
      return;
    }
    busy++;
    vertx.setTimer(MILLIS, worked -> {
      busy--;
      next.complete();
      begin();
    });
  }
}
