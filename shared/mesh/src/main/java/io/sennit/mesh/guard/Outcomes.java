package io.sennit.mesh.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How the last calls to an instance ended. They are kept as bits of one number, so that noting one
 * costs a few nanoseconds and no lock.
 */
final class Outcomes {
  /** The upper bits count how many are known, up to this many. */
  static final int MOST = 50;

  private static final int COUNT_AT = 56;
  private static final long BITS = (1L << MOST) - 1;

  private final int looked;
  private final AtomicLong state = new AtomicLong();

  /** @param looked how many last calls are looked at */
  Outcomes(int looked) {
    this.looked = Math.min(looked, MOST);
  }

  /** Notes an end and returns the share that failed, or -1 as long as too few are known. */
  double add(boolean failed) {
    long after = state.updateAndGet(before -> next(before, failed));
    if (after >>> COUNT_AT < looked) {
      return -1;
    }
    return (double) Long.bitCount(after & ((1L << looked) - 1)) / looked;
  }

  void forget() {
    state.set(0);
  }

  private static long next(long before, boolean failed) {
    long count = Math.min(MOST, (before >>> COUNT_AT) + 1);
    return (count << COUNT_AT) | (((before << 1) | (failed ? 1 : 0)) & BITS);
  }
}
