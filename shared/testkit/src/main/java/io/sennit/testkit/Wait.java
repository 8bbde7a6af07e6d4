package io.sennit.testkit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting with a bound: for a result, or until something holds. */
public final class Wait {
  static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Wait() {}

  /** The result of a future; its failure is thrown as it is. */
  public static <T> T forResult(Future<T> future) {
    try {
      return future.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(
          "nothing came within " + LONGEST.toSeconds() + " s; threads at work:\n" + Stacks.now(),
          late);
    }
  }

  /** Returns when the condition holds; fails with what was waited for when it does not in time. */
  public static void until(String what, BooleanSupplier condition) {
    within(LONGEST, what, condition);
  }

  /** The same with a bound of one's own. */
  public static void within(Duration bound, String what, BooleanSupplier condition) {
    String missing = "it did not come about that " + what;
    within(bound, () -> condition.getAsBoolean() ? null : missing);
  }

  /**
   * Returns when nothing is missing any more; fails with what was missing last. It looks once more
   * after the bound: while the machine stands still, what is waited for does so as well.
   */
  static void within(Duration bound, Supplier<@Nullable String> missing) {
    long giveUp = System.nanoTime() + bound.toNanos();
    while (true) {
      boolean last = System.nanoTime() - giveUp > 0;
      String still = missing.get();
      if (still == null) {
        return;
      }
      if (last) {
        throw new AssertionError("within " + bound.toSeconds() + " s " + still);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
