package io.sennit.mesh.balance;

import java.time.Duration;

/** What a new instance gets of its weight: a tenth at first, then ever more, until it has all. */
public final class SlowStart {
  private static final double FIRST = 0.1;

  private final long nanos;

  /** Zero gives all at once. */
  public SlowStart(Duration time) {
    this.nanos = time.toNanos();
  }

  public double share(long ageNanos) {
    if (ageNanos >= nanos) {
      return 1;
    }
    return FIRST + (1 - FIRST) * Math.max(0, ageNanos) / nanos;
  }
}
