package io.sennit.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, which nobody announces: looks often, and not for ever. */
final class Waiting {
  private static final long LOOK_EVERY_MILLIS = 4;

  private Waiting() {}

  static boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return true;
  }
}
