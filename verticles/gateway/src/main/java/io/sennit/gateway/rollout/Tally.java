package io.sennit.gateway.rollout;

import java.util.concurrent.atomic.AtomicLong;

/** How calls ended lately: the older they are, the less they count. */
final class Tally {
  private static final int HALF = 32;
  private static final long LOWER = 0xffff_ffffL;

  private final int most;
  // Calls above, failures below, so that both change at once.
  private final AtomicLong counts = new AtomicLong();

  /** A tally that halves what it has when it has counted so many calls. */
  Tally(int most) {
    this.most = most;
  }

  /** What it has at one time. */
  record Count(int calls, int failures) {
    double share() {
      return calls == 0 ? 0 : (double) failures / calls;
    }
  }

  Count add(boolean failed) {
    return count(counts.updateAndGet(before -> {
      Count count = count(before);
      boolean full = count.calls() >= most;
      long calls = (full ? count.calls() / 2 : count.calls()) + 1L;
      long failures = (full ? count.failures() / 2 : count.failures()) + (failed ? 1L : 0);
      return calls << HALF | failures;
    }));
  }

  Count count() {
    return count(counts.get());
  }

  private static Count count(long packed) {
    return new Count((int) (packed >>> HALF), (int) (packed & LOWER));
  }
}
