package io.sennit.mesh.guard;

import java.util.concurrent.TimeUnit;

/**
 * Nanoseconds since 1970 of a clock that never goes back: what nodes do at a time that it shows,
 * they do together, as well as their clocks agree.
 */
public final class SharedTime {
  private static final long AHEAD =
      TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

  private SharedTime() {}

  public static long nanos() {
    return at(System.nanoTime());
  }

  /** What it showed when {@link System#nanoTime()} was that. */
  public static long at(long nanoTime) {
    return nanoTime + AHEAD;
  }
}
