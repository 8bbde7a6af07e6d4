package io.sennit.mesh.link;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Reply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A call that was sent and not answered yet. */
final class PendingCall {
  private final Call call;
  private final Promise<Reply> promise;
  private final @Nullable Correspondent to;
  private final Cancellation own;
  private long correlation;
  private Cancellation.Watch caller = Cancellation.NONE.onCancel(() -> {});

  private PendingCall(
      Call call, Promise<Reply> promise, @Nullable Correspondent to, Cancellation own) {
    this.call = call;
    this.promise = promise;
    this.to = to;
    this.own = own;
  }

  static PendingCall to(Correspondent other, Call call, Promise<Reply> promise) {
    other.hearing().calling();
    return new PendingCall(call, promise, other, Cancellation.NONE);
  }

  /** One that stays in this process. It has a cancellation of its own, for its own deadline. */
  static PendingCall here(Call call, Promise<Reply> promise) {
    return new PendingCall(call, promise, null, new Cancellation());
  }

  long correlation() {
    return correlation;
  }

  /** Remembered under this id; runs the task when its caller takes the call back. */
  void isPending(long id, Runnable whenTakenBack) {
    correlation = id;
    caller = call.cancellation().onCancel(whenTakenBack);
  }

  Call call() {
    return call;
  }

  /** The call as it runs in this process. */
  Call own() {
    return call.until(own);
  }

  boolean isFor(Correspondent other) {
    return to == other;
  }

  boolean isLate(long now) {
    return call.deadline().passed(now);
  }

  void end(AsyncResult<Reply> outcome) {
    over();
    if (outcome.succeeded()) {
      promise.tryComplete(outcome.result());
    } else {
      promise.tryFail(outcome.cause());
    }
  }

  void fail(Throwable failure) {
    over();
    promise.tryFail(failure);
  }

  /** Nobody waits any more: whoever works on it is told. */
  void takeBack(Throwable why) {
    fail(why);
    if (to == null) {
      own.cancel();
    } else {
      to.takeBack(correlation);
    }
  }

  private void over() {
    caller.close();
    if (to != null) {
      to.hearing().settled();
    }
  }
}
