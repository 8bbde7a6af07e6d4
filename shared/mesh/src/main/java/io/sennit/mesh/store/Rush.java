package io.sennit.mesh.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether so many calls stand in line for a service's database that all else should let them go
 * first, as any event loop may ask. It is for a few seconds only: what waits longer than that would
 * be late by as long as the line stands.
 */
final class Rush {
  /** As many as fill a good part of a group: fewer are gone before anybody could make way. */
  static final int LONG_LINE = 32;

  static final Duration LONGEST = Duration.ofSeconds(3);

  /** A line that is long again before this has passed is still the same rush. */
  static final Duration CALM = Duration.ofSeconds(10);

  /** What it takes those who have been answered to stand in line again. */
  private static final long LULL_NANOS = Duration.ofMillis(50).toNanos();

  private final LongSupplier nanoTime;
  private int waiting;
  private long began;
  private long lastLong;

  Rush(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastLong = nanoTime.getAsLong() - CALM.toNanos();
    this.began = lastLong;
  }

  /** One more stands in line. */
  synchronized void came() {
    waiting++;
    if (isLong()) {
      long now = nanoTime.getAsLong();
      if (waiting == LONG_LINE && now - lastLong >= CALM.toNanos()) {
        began = now;
      }
      lastLong = now;
    }
  }

  /** So many do no longer. */
  synchronized void left(int number) {
    if (isLong()) {
      lastLong = nanoTime.getAsLong();
    }
    waiting -= number;
  }

  private boolean isLong() {
    return waiting >= LONG_LINE;
  }

  synchronized boolean isOn() {
    long now = nanoTime.getAsLong();
    return now - began < LONGEST.toNanos() && (isLong() || now - lastLong < LULL_NANOS);
  }
}
