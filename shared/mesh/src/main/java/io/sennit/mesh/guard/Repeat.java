package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Retries;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats a call on another instance where that is safe, within the budget, after a random pause
 * that keeps callers from coming back all at once.
 */
public final class Repeat implements CallHandler {
  private static final int MOST_DOUBLINGS = 10;

  private final Retries policy;
  private final Repeatable repeatable;
  private final RetryBudget budget;
  private final Pause pause;
  private final Sending next;

  public Repeat(
      Retries policy, Repeatable repeatable, RetryBudget budget, Pause pause, Sending next) {
    this.policy = policy;
    this.repeatable = repeatable;
    this.budget = budget;
    this.pause = pause;
    this.next = next;
  }

  @Override
  public Future<Reply> handle(Call call) {
    return attempt(call, new Tried(), 1).onComplete(end -> {
      if (Verdict.of(end.cause()) == Verdict.GOOD) {
        budget.wentWell();
      }
    });
  }

  private Future<Reply> attempt(Call call, Tried tried, int number) {
    int before = tried.size();
    return next.send(call, tried).recover(failure -> {
      Duration wait = jittered(number);
      // What found no instance to go to has been looked for among all of them already.
      boolean again = tried.size() > before
          && number < policy.attempts()
          && isSafe(call, failure)
          && isAwaited(call, wait)
          && budget.take();
      return again
          ? repeat(call, tried, number, wait, failure)
              .recover(later -> Future.failedFuture(Failures.better(failure, later)))
          : Future.failedFuture(failure);
    });
  }

  private Future<Reply> repeat(
      Call call, Tried tried, int number, Duration wait, Throwable failure) {
    Future<Void> waited = wait.isZero() ? Future.succeededFuture() : pause.of(wait);
    return waited.compose(v -> isAwaited(call, Duration.ZERO)
        ? attempt(call, tried, number + 1)
        : Future.failedFuture(failure));
  }

  /** Whether somebody will still wait for the answer after a pause. */
  private static boolean isAwaited(Call call, Duration pause) {
    return !call.deadline().passed(System.nanoTime() + pause.toNanos())
        && !call.cancellation().isCancelled();
  }

  /** Safe is what was certainly not run, and what may run twice. */
  private boolean isSafe(Call call, Throwable failure) {
    return failure instanceof Problem problem
        && problem.kind() == Kind.UNAVAILABLE
        && (!problem.executed() || repeatable.allows(call));
  }

  private Duration jittered(int number) {
    long longest = policy.pause().toMillis() << Math.min(number - 1, MOST_DOUBLINGS);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest + 1));
  }
}
