package io.sennit.gateway.cache;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** One request that waits for what another one gets. Used on its own event loop. */
final class Waiting {
  private final Context loop;
  private final Promise<Flight.Landed> promise = Promise.promise();
  private boolean over;

  Waiting(Vertx vertx, Call call, Runnable leave) {
    loop = vertx.getOrCreateContext();
    long timer = vertx.setTimer(
        Math.max(1, call.deadline().remainingMillis()),
        late -> giveUp(Problem.of(
            Kind.DEADLINE_EXCEEDED,
            "The deadline passed while another request fetched the same answer.")));
    Cancellation.Watch watch = call.cancellation()
        .onCancel(() ->
            loop.runOnContext(gone -> giveUp(Problem.of(Kind.CANCELLED, "The client went away."))));
    promise.future().onComplete(outcome -> {
      vertx.cancelTimer(timer);
      watch.close();
      leave.run();
    });
  }

  Future<Flight.Landed> future() {
    return promise.future();
  }

  /** Whether it would wait for nothing more. */
  boolean isOver() {
    return over;
  }

  void landed(AsyncResult<Flight.Landed> outcome) {
    loop.runOnContext(here -> {
      if (outcome.succeeded()) {
        promise.tryComplete(outcome.result());
      } else {
        promise.tryFail(outcome.cause());
      }
    });
  }

  private void giveUp(Problem why) {
    over = true;
    promise.tryFail(why);
  }
}
