package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Limits;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where calls wait for an instance with room: a line of bounded length, in which nobody waits long.
 */
public final class WaitingLine {
  private static final long CHECK_MILLIS = 10;

  private final String service;
  private final Limits policy;
  private final ContextInternal context;
  private final ConcurrentLinkedDeque<Waiting> line = new ConcurrentLinkedDeque<>();
  private final AtomicInteger length = new AtomicInteger();
  private final AtomicBoolean checking = new AtomicBoolean();

  /** A call in the line, and how to go on with it; null when there is no room after all. */
  private record Waiting(
      Call call,
      long giveUp,
      ContextInternal context,
      Supplier<@Nullable Future<Reply>> attempt,
      Promise<Reply> promise) {

    boolean isOver(long now) {
      return giveUp - now <= 0
          || call.deadline().passed(now)
          || call.cancellation().isCancelled();
    }
  }

  /** @param context where it looks after those who wait; one that outlives the callers */
  public WaitingLine(String service, Limits policy, ContextInternal context) {
    this.service = service;
    this.policy = policy;
    this.context = context;
  }

  public int length() {
    return length.get();
  }

  /** Waits until the attempt finds room, and fails when it takes too long. */
  public Future<Reply> join(Call call, Supplier<@Nullable Future<Reply>> attempt) {
    if (length.incrementAndGet() > policy.waiting()) {
      length.decrementAndGet();
      return Future.failedFuture(refusal());
    }
    ContextInternal current = ContextInternal.current();
    ContextInternal own = current == null ? context : current;
    long giveUp = System.nanoTime() + policy.patience().toNanos();
    Waiting waiting = new Waiting(call, giveUp, own, attempt, own.promise());
    line.add(waiting);
    check();
    return waiting.promise.future();
  }

  /** An instance may have room now. */
  public void wake() {
    if (length.get() == 0) {
      return;
    }
    Waiting first = line.poll();
    if (first != null) {
      first.context.runOnContext(v -> goOn(first));
    }
  }

  private void goOn(Waiting waiting) {
    if (waiting.isOver(System.nanoTime())) {
      refuse(waiting);
      wake();
      return;
    }
    Future<Reply> outcome = waiting.attempt.get();
    if (outcome == null) {
      line.addFirst(waiting);
    } else {
      length.decrementAndGet();
      outcome.onComplete(waiting.promise);
    }
  }

  private void check() {
    if (checking.compareAndSet(false, true)) {
      context.setTimer(CHECK_MILLIS, timer -> {
        checking.set(false);
        long now = System.nanoTime();
        line.removeIf(waiting -> {
          boolean over = waiting.isOver(now);
          if (over) {
            refuse(waiting);
          }
          return over;
        });
        if (length.get() > 0) {
          wake();
          check();
        }
      });
    }
  }

  private void refuse(Waiting waiting) {
    length.decrementAndGet();
    waiting.promise.tryFail(refusal());
  }

  private Problem refusal() {
    return Problem.refused(
        "All instances of '" + service + "' have as much to do as they can; ask again in a moment.",
        Duration.ofSeconds(1));
  }
}
