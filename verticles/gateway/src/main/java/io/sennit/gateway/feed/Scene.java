package io.sennit.gateway.feed;

import io.sennit.gateway.rules.FeedRules;
import io.sennit.mesh.feed.Logs;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;

/**
 * Where the streams of a gateway live: their one event loop, and what they read with.
 *
 * @param turns of those who read for themselves
 */
record Scene(
    Vertx vertx, ContextInternal context, Logs logs, FeedRules rules, Clock clock, Turns turns) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A call that nobody waits for longer than it makes sense. */
  static Call call(Identity identity) {
    return Call.to("gateway.events").as(identity).within(PATIENCE);
  }

  /** Runs it here, now or in a moment. */
  void run(Runnable work) {
    if (isHere()) {
      work.run();
    } else {
      context.runOnContext(go -> work.run());
    }
  }

  /** The outcome of something, told here. */
  <T> Future<T> here(Future<T> outcome) {
    Promise<T> promise = context.promise();
    outcome.onComplete((Handler<AsyncResult<T>>) promise::handle);
    return promise.future();
  }

  boolean isHere() {
    return Vertx.currentContext() == (Context) context;
  }

  long now() {
    return clock.millis();
  }
}
