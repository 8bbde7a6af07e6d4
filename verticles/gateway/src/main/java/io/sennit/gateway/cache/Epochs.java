package io.sennit.gateway.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what made answers worthless. An answer that was asked for when its counts were others is
 * one from before, even if it arrives only now: so nothing has to be searched for and removed, and
 * nothing slips through between being asked for and being kept.
 *
 * <p>Many things share a count; sharing costs an answer now and then, never its truth.
 */
final class Epochs {
  private static final int SIZE = 1 << 13;

  private final AtomicLongArray counts = new AtomicLongArray(SIZE);
  private final AtomicLong all = new AtomicLong();

  /** Each count only grows, so that their sum is the same only if each is. */
  long sum(int one, int other, int third) {
    return counts.get(slot(one)) + counts.get(slot(other)) + counts.get(slot(third));
  }

  /** The same as long as nothing at all has happened. */
  long all() {
    return all.get();
  }

  void advance(int hash) {
    all.incrementAndGet();
    counts.incrementAndGet(slot(hash));
  }

  private static int slot(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ (mixed >>> 15)) & (SIZE - 1);
  }
}
