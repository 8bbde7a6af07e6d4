package io.sennit.mesh.guard;

import io.sennit.mesh.policy.Retries;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How often calls of one service may be repeated: a share of the calls of the last ten seconds, or
 * a few where there were hardly any. When everything fails, repeating must not add to the load that
 * may be the cause.
 */
public final class RetryBudget {
  private static final int SECONDS = 10;

  private final double share;
  private final int floor;
  private final LongSupplier nanoTime;
  private final Second[] seconds = new Second[SECONDS];
  private final LongAdder taken = new LongAdder();
  private volatile long current;

  /** What happened in one second. */
  private static final class Second {
    final LongAdder calls = new LongAdder();
    final LongAdder repetitions = new LongAdder();

    void reset() {
      calls.reset();
      repetitions.reset();
    }
  }

  public RetryBudget(Retries policy, LongSupplier nanoTime) {
    this.share = policy.budget();
    this.floor = policy.floor();
    this.nanoTime = nanoTime;
    this.current = second();
    for (int i = 0; i < SECONDS; i++) {
      seconds[i] = new Second();
    }
  }

  /** Notes a call, which pays for a share of a repetition. */
  public void called() {
    now().calls.increment();
  }

  /** Repetitions since the beginning. */
  public long taken() {
    return taken.sum();
  }

  /** Takes a repetition out of the budget, if there is one. */
  public synchronized boolean take() {
    Second now = now();
    if (left() < 1) {
      return false;
    }
    now.repetitions.increment();
    taken.increment();
    return true;
  }

  /** Repetitions that would be allowed now. */
  public long left() {
    now();
    long calls = 0;
    long repetitions = 0;
    for (Second second : seconds) {
      calls += second.calls.sum();
      repetitions += second.repetitions.sum();
    }
    return Math.max(0, Math.max(floor, (long) (calls * share)) - repetitions);
  }

  private Second now() {
    long second = second();
    if (second > current) {
      moveOn(second);
    }
    return seconds[place(second)];
  }

  /** Forgets what is ten seconds old before anybody counts anew in its place. */
  private synchronized void moveOn(long second) {
    for (long old = Math.max(current, second - SECONDS) + 1; old <= second; old++) {
      seconds[place(old)].reset();
    }
    current = Math.max(current, second);
  }

  private long second() {
    return Math.floorDiv(nanoTime.getAsLong(), Duration.ofSeconds(1).toNanos());
  }

  private static int place(long second) {
    return Math.floorMod(second, SECONDS);
  }
}
