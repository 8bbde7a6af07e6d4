package io.sennit.mesh.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long began;
  private volatile long lastLong;

  Rush(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastLong = nanoTime.getAsLong() - CALM.toNanos();
    this.began = lastLong;
  }

  /** One more stands in line. */
  void came() {
    if (waiting.incrementAndGet() == LONG_LINE) {
      see();
    }
  }

  /** So many do no longer. */
  void left(int number) {
    if (waiting.getAndAdd(-number) >= LONG_LINE) {
      see();
    }
  }

  private synchronized void see() {
    long now = nanoTime.getAsLong();
    if (now - lastLong >= CALM.toNanos()) {
      began = now;
    }
    lastLong = now;
  }

  boolean isOn() {
    long now = nanoTime.getAsLong();
    return now - began < LONGEST.toNanos()
        && (waiting.get() >= LONG_LINE || now - lastLong < LULL_NANOS);
  }
}
