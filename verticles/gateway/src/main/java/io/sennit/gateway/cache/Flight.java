package io.sennit.gateway.cache;

import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Reply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call for an answer that several wait for. It goes on as long as one of them does, and may be
 * used from any thread.
 */
final class Flight {
  private final Cancellation cancellation = new Cancellation();
  private final Promise<Landed> landing = Promise.promise();
  private int aboard = 1;
  private boolean over;

  /** Requests that may wait for the same answer. */
  record Of(Asking.Key key, String user, List<String> varied) {}

  /**
   * What came of it: an answer, and how it is kept if others may have it.
   *
   * @param values what its request had of what it varies with
   */
  record Landed(Reply reply, @Nullable Kept kept, List<String> values) {}

  Cancellation cancellation() {
    return cancellation;
  }

  /** Whether one more may still wait for it. */
  synchronized boolean board() {
    if (!over) {
      aboard++;
    }
    return !over;
  }

  /** The last one to leave ends it. */
  void leave() {
    synchronized (this) {
      aboard--;
      if (over || aboard > 0) {
        return;
      }
      over = true;
    }
    cancellation.cancel();
  }

  void land(AsyncResult<Landed> outcome) {
    synchronized (this) {
      over = true;
    }
    landing.handle(outcome);
  }

  void whenLanded(Handler<AsyncResult<Landed>> handler) {
    Future<Landed> future = landing.future();
    future.onComplete(handler);
  }
}
