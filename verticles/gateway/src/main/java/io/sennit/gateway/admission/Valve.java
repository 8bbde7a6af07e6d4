package io.sennit.gateway.admission;

import io.sennit.gateway.rules.Priority;
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

  private final AtomicIntegerArray seen = new AtomicIntegerArray(Priority.values().length);
  private volatile double opening = OPEN;

  boolean admits(Priority priority) {
    seen.setPlain(priority.ordinal(), 1);
    double now = opening;
    if (now >= OPEN || priority == Priority.CRITICAL) {
      return true;
    }
    double share = now - (priority.ordinal() - 1);
    return share >= 1 || (share > 0 && ThreadLocalRandom.current().nextDouble() < share);
  }

  boolean isOpen() {
    return opening >= OPEN;
  }

  /** The share of those of a priority that get in, from 0 to 1. */
  double share(Priority priority) {
    return priority == Priority.CRITICAL
        ? 1
        : Math.max(0, Math.min(1, opening - (priority.ordinal() - 1)));
  }

  /** A while is over, in which there was too much to do, or not. */
  void turn(boolean strained) {
    // There is nothing to gain from turning away those who do not come.
    double top = lowestSeen().ordinal();
    double next =
        strained ? Math.max(LEAST, Math.min(opening, top) - STEP_DOWN) : opening + STEP_UP;
    opening = next >= top && !strained ? OPEN : Math.min(OPEN, next);
    for (int i = 0; i < seen.length(); i++) {
      seen.setPlain(i, 0);
    }
  }

  private Priority lowestSeen() {
    Priority[] all = Priority.values();
    for (int i = all.length - 1; i > Priority.HIGH.ordinal(); i--) {
      if (seen.getPlain(i) != 0) {
        return all[i];
      }
    }
    return Priority.HIGH;
  }
}
