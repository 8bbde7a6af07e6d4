package io.sennit.bench.bars;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting: for a condition with a bound, or for a scenario's next moment. */
public final class Patience {
  private static final long STEP = Duration.ofMillis(10).toNanos();

  private Patience() {}

  /** Whether it came true within the bound. */
  public static boolean until(Callable<Boolean> condition, Duration bound) throws Exception {
    long giveUp = System.nanoTime() + bound.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - giveUp > 0) {
        return false;
      }
      park(STEP);
    }
    return true;
  }

  /** Lets a scenario go on until this moment of the monotonic clock. */
  public static void untilNanos(long moment) throws InterruptedException {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      park(left);
    }
  }

  public static void pass(Duration time) throws InterruptedException {
    untilNanos(System.nanoTime() + time.toNanos());
  }

  private static void park(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
