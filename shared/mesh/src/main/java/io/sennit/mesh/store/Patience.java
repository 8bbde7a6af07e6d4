package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.problem.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long somebody waits for a call: until it is taken back, or until its deadline. */
final class Patience implements AutoCloseable {
  private final ContextInternal context;
  private final Call call;
  private final Deadline deadline;
  private final Promise<Kind> end;
  private final Cancellation.Watch watch;
  private final long timer;

  Patience(ContextInternal context, Call call) {
    this.context = context;
    this.call = call;
    this.deadline = call.deadline();
    this.end = context.promise();
    this.watch = call.cancellation()
        .onCancel(
            () -> end.tryComplete(deadline.passed() ? Kind.DEADLINE_EXCEEDED : Kind.CANCELLED));
    this.timer = context
        .owner()
        .setTimer(
            Math.max(1, deadline.remainingMillis()),
            passed -> end.tryComplete(Kind.DEADLINE_EXCEEDED));
    if (deadline.passed()) {
      end.tryComplete(Kind.DEADLINE_EXCEEDED);
    }
  }

  Call call() {
    return call;
  }

  boolean isOver() {
    return end.future().isComplete();
  }

  long remainingMillis() {
    return deadline.remainingMillis();
  }

  /** Tells why it is over, once it is, on the context of whoever works on the call. */
  void onEnd(Consumer<Kind> task) {
    end.future().onSuccess(task::accept);
  }

  /** Told on the context of whoever works on the call, wherever it is completed. */
  <T> Promise<T> promise() {
    return context.promise();
  }

  /**
   * What is waited for, or a failure as soon as nobody waits any more; what comes too late is given
   * to the last parameter.
   */
  <T> Future<T> bound(Future<T> awaited, Consumer<T> late) {
    Promise<T> first = promise();
    onEnd(kind -> first.tryFail("nobody waits any more"));
    awaited.onComplete(
        result -> {
          if (!first.tryComplete(result)) {
            late.accept(result);
          }
        },
        first::tryFail);
    return first.future();
  }

  /**
   * What is waited for, but no longer than that. The timeout of a future without a context would go
   * on in a thread of its own.
   */
  <T> Future<T> within(long millis, Future<T> awaited) {
    Promise<T> here = promise();
    awaited.onComplete(here);
    return here.future().timeout(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    watch.close();
    context.owner().cancelTimer(timer);
  }
}
