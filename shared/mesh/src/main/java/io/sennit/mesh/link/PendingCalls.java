package io.sennit.mesh.link;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one lane that wait for their answers.
 *
 * <p>Deadlines are looked after by one timer that goes through all that waits, and only while
 * something waits: a timer for each call would cost more than the call.
 */
final class PendingCalls {
  /** The window: more than this in flight from one event loop is refused at once, not queued. */
  static final int MOST = 16_384;

  private static final long CHECK_MILLIS = 10;

  private final ContextInternal context;
  private final LongObjectMap<PendingCall> calls = new LongObjectHashMap<>();
  private long lastCorrelation;
  private boolean checking;

  PendingCalls(ContextInternal context) {
    // Timers of the lane's own context: those of a caller's verticle would end with it.
    this.context = context;
  }

  /** Why this call is not to be sent, or null if it may be. */
  @Nullable
  Problem refusal(Call call) {
    if (call.cancellation().isCancelled()) {
      return takenBack();
    }
    return calls.size() < MOST
        ? null
        : Problem.refused(
            MOST + " calls wait for answers on this event loop already; slow down or add nodes.",
            Duration.ofSeconds(1));
  }

  /** Remembers a call under a new correlation id. */
  long add(PendingCall pending) {
    long correlation = ++lastCorrelation;
    calls.put(correlation, pending);
    pending.isPending(correlation, () -> takeBack(correlation));
    if (!checking) {
      checking = true;
      context.setTimer(CHECK_MILLIS, checkDeadlines());
    }
    return correlation;
  }

  /** The call that this answer is for, or null when its caller does not wait any more. */
  @Nullable
  PendingCall take(long correlation) {
    return calls.remove(correlation);
  }

  void fail(Predicate<PendingCall> which, Problem problem) {
    takeAll(which).forEach(pending -> pending.fail(problem));
  }

  /** Completing a call may start others, so the map is not walked meanwhile. */
  private List<PendingCall> takeAll(Predicate<PendingCall> which) {
    List<PendingCall> taken = List.of();
    for (Iterator<PendingCall> waiting = calls.values().iterator(); waiting.hasNext(); ) {
      PendingCall pending = waiting.next();
      if (which.test(pending)) {
        waiting.remove();
        taken = taken.isEmpty() ? new ArrayList<>() : taken;
        taken.add(pending);
      }
    }
    return taken;
  }

  /** A caller cancels from whatever thread it is on. */
  private void takeBack(long correlation) {
    Links.onLoop(context, () -> {
      PendingCall pending = take(correlation);
      if (pending != null) {
        pending.takeBack(takenBack());
      }
    });
  }

  private static Problem takenBack() {
    return Problem.of(Kind.CANCELLED, "The call was taken back by its caller.");
  }

  private Handler<Long> checkDeadlines() {
    return timer -> {
      long now = System.nanoTime();
      takeAll(pending -> pending.isLate(now))
          .forEach(pending -> pending.takeBack(Problem.of(
              Kind.DEADLINE_EXCEEDED,
              "No answer came before the deadline; allow more time or ask again.")));
      checking = !calls.isEmpty();
      if (checking) {
        context.setTimer(CHECK_MILLIS, checkDeadlines());
      }
    };
  }
}
