package io.sennit.mesh.guard;

import io.sennit.mesh.policy.Retries;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How often calls of one service may be repeated: a share of the calls that went well in the last
 * five seconds, or a few where there were hardly any. When everything fails, repeating must not add
 * to the load that may be the cause: what is saved up is used then, and nothing is added.
 */
public final class RetryBudget {
  private static final int SLOTS = 10;
  private static final long SLOT_NANOS = Duration.ofMillis(500).toNanos();

  private final double share;
  private final int floor;
  private final LongSupplier nanoTime;
  private final Slot[] slots = new Slot[SLOTS];
  private final LongAdder taken = new LongAdder();
  private volatile long current;

  /** What happened in half a second. */
  private static final class Slot {
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
    this.current = slot();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Slot();
    }
  }

  /** Notes a call that went well, which pays for a share of a repetition. */
  public void wentWell() {
    now().calls.increment();
  }

  /** Repetitions since the beginning. */
  public long taken() {
    return taken.sum();
  }

  /** Takes a repetition out of the budget, if there is one. */
  public synchronized boolean take() {
    Slot now = now();
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
    for (Slot slot : slots) {
      calls += slot.calls.sum();
      repetitions += slot.repetitions.sum();
    }
    return Math.max(0, Math.max(floor, (long) (calls * share)) - repetitions);
  }

  private Slot now() {
    long slot = slot();
    if (slot > current) {
      moveOn(slot);
    }
    return slots[place(slot)];
  }

  /** Forgets what is five seconds old before anybody counts anew in its place. */
  private synchronized void moveOn(long slot) {
    for (long old = Math.max(current, slot - SLOTS) + 1; old <= slot; old++) {
      slots[place(old)].reset();
    }
    current = Math.max(current, slot);
  }

  private long slot() {
    return Math.floorDiv(nanoTime.getAsLong(), SLOT_NANOS);
  }

  private static int place(long slot) {
    return Math.floorMod(slot, SLOTS);
  }
}
