package io.sennit.mesh.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock of nanoseconds that goes on when the test says so. */
final class TimeByHand implements LongSupplier {
  private final AtomicLong now = new AtomicLong(Duration.ofHours(-1).toNanos());

  @Override
  public long getAsLong() {
    return now.get();
  }

  void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
