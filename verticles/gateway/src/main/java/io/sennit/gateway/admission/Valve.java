package io.sennit.gateway.admission;

import io.sennit.mesh.message.Priority;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many requests of each priority get in: as long as there is too much to do, fewer and fewer of
 * the lowest that comes, then of the next one; when it is over, more and more again.
 */
final class Valve {
  /** From 3 to 2 low ones are turned away, from 2 to 1 normal ones, then high ones. */
  private static final double OPEN = 3;

  private static final double STEP_DOWN = 0.2;
  private static final double STEP_UP = 0.05;

  /** Some of what is important gets in always: else nobody would see that it is over. */
  private static final double LEAST = 0.1;

  /** Less than one in so many. */
  private static final int FEW = 10;

  private final AtomicIntegerArray seen = new AtomicIntegerArray(Priority.values().length);
  private volatile double opening = OPEN;

  boolean admits(Priority priority) {
    seen.getAndIncrement(priority.rank());
    double now = opening;
    if (now >= OPEN || priority == Priority.CRITICAL) {
      return true;
    }
    double share = now - (priority.rank() - 1);
    return share >= 1 || (share > 0 && ThreadLocalRandom.current().nextDouble() < share);
  }

  boolean isOpen() {
    return opening >= OPEN;
  }

  /** The share of those of a priority that get in, from 0 to 1. */
  double share(Priority priority) {
    return priority == Priority.CRITICAL
        ? 1
        : Math.max(0, Math.min(1, opening - (priority.rank() - 1)));
  }

  /** A while is over, in which there was too much to do, or not. */
  void turn(boolean strained) {
    int all = 0;
    int lowest = Priority.HIGH.rank();
    for (int i = 0; i < seen.length(); i++) {
      all += seen.get(i);
      lowest = seen.get(i) > 0 ? Math.max(lowest, i) : lowest;
    }
    if (strained) {
      // There is nothing to gain from turning away those who do not come.
      double top = Math.min(opening, lowest);
      opening = Math.max(floor(top, all), top - STEP_DOWN);
    } else {
      double next = opening + STEP_UP;
      opening = next >= lowest ? OPEN : next;
    }
    for (int i = 0; i < seen.length(); i++) {
      seen.set(i, 0);
    }
  }

  /**
   * Where it ends: at those who are so few that turning them away makes no difference, since even
   * to be turned away takes its time.
   */
  private double floor(double from, int all) {
    for (int priority = (int) Math.ceil(from); priority >= Priority.HIGH.rank(); priority--) {
      if (seen.get(priority) * FEW < all) {
        return Math.min(from, priority);
      }
    }
    return LEAST;
  }
}
