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
    long started = System.nanoTime();
    long slow = latencies.of(policy.after());
    Future<Reply> answer = slow < 0 ? next.send(call, tried) : raced(call, tried, slow);
    // From the first sending on, whichever is answered: if slow calls were forgotten with their
    // losing, quicker and quicker ones would be taken for slow.
    return answer.onSuccess(reply -> latencies.add(System.nanoTime() - started));
  }

  private Future<Reply> raced(Call call, Tried tried, long slow) {
    Race race = new Race(call, tried);
    race.enter();
    if (race.isOpen()) {
      pause.of(Duration.ofNanos(Math.max(slow, policy.least().toNanos()))).onSuccess(v -> {
        if (race.isOpen() && budget.take()) {
          race.enter();
        }
      });
    }
    return race.result.future();
  }

  /** The same call on its way to more than one instance. */
  private final class Race {
    private final Call call;
    private final Tried tried;
    private final Promise<Reply> result = Promise.promise();
    private final Cancellation others = new Cancellation();
    private final Cancellation.Watch caller;
    private int running;
    private @Nullable Throwable failure;

    Race(Call call, Tried tried) {
      this.call = call.until(others);
      this.tried = tried;
      this.caller = call.cancellation().onCancel(others::cancel);
      result.future().onComplete(end -> caller.close());
    }

    /** Whether somebody still waits for an answer. */
    boolean isOpen() {
      return !result.future().isComplete()
          && !others.isCancelled()
          && !call.deadline().passed();
    }

    void enter() {
      synchronized (this) {
        running++;
      }
      next.send(call, tried).onComplete(this::ended);
    }

    private void ended(AsyncResult<Reply> end) {
      if (end.failed()) {
        failed(end.cause());
      } else if (result.tryComplete(end.result())) {
        // Taking all back reaches the one that has answered too, which is past caring.
        others.cancel();
      }
    }

    private void failed(Throwable cause) {
      Throwable answer;
      boolean wasLast;
      synchronized (this) {
        answer = failure == null ? cause : Failures.better(failure, cause);
        failure = answer;
        wasLast = --running == 0;
      }
      if (wasLast) {
        result.tryFail(answer);
      }
    }
  }
}
