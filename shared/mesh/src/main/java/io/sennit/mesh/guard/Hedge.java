package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Hedging;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call that is slower than most to a second instance as well. The first good answer counts,
 * and the other call is taken back.
 */
public final class Hedge implements Sending {
  private final Hedging policy;
  private final LatencyQuantile latencies;
  private final RetryBudget budget;
  private final Pause pause;
  private final Sending next;

  public Hedge(
      Hedging policy, LatencyQuantile latencies, RetryBudget budget, Pause pause, Sending next) {
    this.policy = policy;
    this.latencies = latencies;
    this.budget = budget;
    this.pause = pause;
    this.next = next;
  }

  @Override
  public Future<Reply> send(Call call, Tried tried) {
    long slow = latencies.of(policy.after());
    if (slow < 0) {
      return measured(call, tried);
    }
    Race race = new Race(call);
    race.enter(tried);
    pause.of(Duration.ofNanos(Math.max(slow, policy.least().toNanos()))).onSuccess(v -> {
      if (race.isOpen() && budget.take()) {
        race.enter(tried);
      }
    });
    return race.result.future();
  }

  private Future<Reply> measured(Call call, Tried tried) {
    long started = System.nanoTime();
    return next.send(call, tried).onSuccess(r -> latencies.add(System.nanoTime() - started));
  }

  /** The same call on its way to more than one instance. */
  private final class Race {
    private final Call call;
    private final Promise<Reply> result = Promise.promise();
    private final Cancellation others = new Cancellation();
    private final Cancellation.Watch caller;
    private int running;
    private @Nullable Throwable failure;

    Race(Call call) {
      this.call = call;
      this.caller = call.cancellation().onCancel(others::cancel);
      result.future().onComplete(end -> caller.close());
    }

    boolean isOpen() {
      return !result.future().isComplete();
    }

    void enter(Tried tried) {
      synchronized (this) {
        running++;
      }
      // Taking all back reaches the one that has answered too, which is past caring.
      measured(call.until(others), tried).onComplete(this::ended);
    }

    private void ended(AsyncResult<Reply> end) {
      if (end.succeeded()) {
        if (result.tryComplete(end.result())) {
          others.cancel();
        }
      } else if (wasLast(end.cause())) {
        result.tryFail(failure == null ? end.cause() : failure);
      }
    }

    private synchronized boolean wasLast(Throwable cause) {
      running--;
      failure = failure == null ? cause : failure;
      return running == 0;
    }
  }
}
