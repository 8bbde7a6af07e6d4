package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Limits;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where calls wait for an instance with room: a line of bounded length, in which nobody waits long.
 * The more important go first, and whoever has no place takes that of the last less important one.
 */
public final class WaitingLine {
  private static final Duration CHECK_EVERY = Duration.ofMillis(10);

  private final String service;
  private final Limits policy;
  private final ContextInternal context;
  private final long checkMillis;

  /** A turn has a priority above this bit and a number below it; nobody lives to see it full. */
  private static final int PRIORITY_BIT = 60;

  /** By turn: whoever finds no room after all stands again where it stood. */
  private final ConcurrentSkipListMap<Long, Waiting> line = new ConcurrentSkipListMap<>();

  private final AtomicLong turns = new AtomicLong();

  /** Counts wake-ups and departures, so that none goes unnoticed by who is on its way meanwhile. */
  private final AtomicLong changes = new AtomicLong();

  private final AtomicInteger length = new AtomicInteger();
  private final AtomicBoolean checking = new AtomicBoolean();

  /** A call in the line, and how to go on with it; null when there is no room after all. */
  private record Waiting(
      long turn,
      Call call,
      long giveUp,
      ContextInternal context,
      Supplier<@Nullable Future<Reply>> attempt,
      Promise<Reply> promise) {

    @Nullable
    Future<Reply> tried() {
      try {
        return attempt.get();
      } catch (RuntimeException defect) {
        return Future.failedFuture(defect);
      }
    }
  }

  /** @param context where it looks after those who wait; one that outlives the callers */
  public WaitingLine(String service, Limits policy, ContextInternal context) {
    this(service, policy, context, CHECK_EVERY);
  }

  WaitingLine(String service, Limits policy, ContextInternal context, Duration checkEvery) {
    this.service = service;
    this.policy = policy;
    this.context = context;
    this.checkMillis = checkEvery.toMillis();
  }

  public int length() {
    return length.get();
  }

  /**
   * Waits until the attempt finds room, and fails when it takes too long. Of those that are equally
   * important those who came first are asked first.
   */
  public Future<Reply> join(Call call, Supplier<@Nullable Future<Reply>> attempt) {
    long before = changes.get();
    int inFront = length.getAndIncrement();
    long turn = firstTurn(call) + turns.getAndIncrement();
    if (inFront >= policy.waiting() && !sendAwayOneBehind(turn)) {
      length.decrementAndGet();
      return Future.failedFuture(refusal());
    }
    ContextInternal current = ContextInternal.current();
    ContextInternal own = current == null ? context : current;
    long giveUp = System.nanoTime() + policy.patience().toNanos();
    Waiting waiting = new Waiting(turn, call, giveUp, own, attempt, own.promise());
    line.put(waiting.turn, waiting);
    check();
    // Whoever made room before there was a line saw nobody to wake.
    if (inFront == 0 || changes.get() != before) {
      next();
    }
    return waiting.promise.future();
  }

  private static long firstTurn(Call call) {
    return (long) call.priority().rank() << PRIORITY_BIT;
  }

  /** Only who is less important: of the same priority nobody goes because others came later. */
  private boolean sendAwayOneBehind(long turn) {
    Map.Entry<Long, Waiting> last = line.lastEntry();
    while (last != null && last.getKey() >> PRIORITY_BIT > turn >> PRIORITY_BIT) {
      if (line.remove(last.getKey(), last.getValue())) {
        leave(last.getValue(), Future.failedFuture(refusal()));
        return true;
      }
      last = line.lastEntry();
    }
    return false;
  }

  /** An instance may have room now. */
  public void wake() {
    if (length.get() > 0) {
      changes.incrementAndGet();
      next();
    }
  }

  private void next() {
    Map.Entry<Long, Waiting> first = line.pollFirstEntry();
    if (first != null) {
      Waiting waiting = first.getValue();
      waiting.context.runOnContext(v -> goOn(waiting));
    }
  }

  private void goOn(Waiting waiting) {
    long before = changes.get();
    Problem over = whyOver(waiting, System.nanoTime());
    Future<Reply> outcome = over == null ? waiting.tried() : Future.failedFuture(over);
    if (outcome != null) {
      leave(waiting, outcome);
      // Where there was room for one, there may be room for another.
      next();
      return;
    }
    line.put(waiting.turn, waiting);
    if (changes.get() != before) {
      // Room came up after it had looked, and whoever said so may have found the line empty.
      next();
    }
  }

  private void check() {
    if (checking.compareAndSet(false, true)) {
      context.setTimer(checkMillis, timer -> {
        checking.set(false);
        long now = System.nanoTime();
        for (Waiting waiting : List.copyOf(line.values())) {
          Problem over = whyOver(waiting, now);
          if (over != null && line.remove(waiting.turn) != null) {
            leave(waiting, Future.failedFuture(over));
          }
        }
        if (length.get() > 0) {
          check();
          next();
        }
      });
    }
  }

  private void leave(Waiting waiting, Future<Reply> outcome) {
    length.decrementAndGet();
    changes.incrementAndGet();
    outcome.onComplete(waiting.promise);
  }

  private @Nullable Problem whyOver(Waiting waiting, long now) {
    if (waiting.call.cancellation().isCancelled()) {
      return notRun(Kind.CANCELLED, "The caller went away before an instance had room.");
    }
    if (waiting.call.deadline().passed(now)) {
      return notRun(
          Kind.DEADLINE_EXCEEDED,
          "The deadline passed before an instance of '" + service
              + "' had room, and the call was not run; allow more time or ask again.");
    }
    return waiting.giveUp - now <= 0 ? refusal() : null;
  }

  private static Problem notRun(Kind kind, String detail) {
    return Problem.restored(kind, detail, List.of(), false, null);
  }

  private Problem refusal() {
    return Problem.refused(
        "All instances of '" + service + "' have as much to do as they can; ask again in a moment.",
        Duration.ofSeconds(1));
  }
}
