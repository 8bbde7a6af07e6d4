package io.sennit.mesh.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Whether many calls stand in line for a service's database, as any event loop may ask. */
final class Rush {
  /** As many as fill a good part of a group: fewer are gone before anybody could make way. */
  static final int LONG_LINE = 32;

  /** What it takes those who have been answered to stand in line again. */
  private static final long LULL_NANOS = Duration.ofMillis(50).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long lastLong;

  Rush(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastLong = nanoTime.getAsLong() - LULL_NANOS;
  }

  /** One more stands in line. */
  void came() {
    waiting.incrementAndGet();
  }

  /** So many do no longer. */
  void left(int number) {
    if (waiting.getAndAdd(-number) >= LONG_LINE) {
      lastLong = nanoTime.getAsLong();
    }
  }

  boolean isOn() {
    return waiting.get() >= LONG_LINE || nanoTime.getAsLong() - lastLong < LULL_NANOS;
  }
}
