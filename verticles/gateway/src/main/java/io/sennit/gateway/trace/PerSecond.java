package io.sennit.gateway.trace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Allows something so often in a second. Threads that begin a second together may allow a few more,
 * which is no matter here.
 */
final class PerSecond {
  private final int most;
  private final LongSupplier nanos;
  private final AtomicLong second;
  private final AtomicInteger taken = new AtomicInteger();

  PerSecond(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
    this.second = new AtomicLong(now());
  }

  boolean take() {
    long current = now();
    long known = second.get();
    if (current != known && second.compareAndSet(known, current)) {
      taken.set(0);
    }
    return taken.get() < most && taken.incrementAndGet() <= most;
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
  }
}
