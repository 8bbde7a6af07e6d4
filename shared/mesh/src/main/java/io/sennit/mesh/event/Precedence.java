package io.sennit.mesh.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who calls waits for the answer, and who reads the log does not: while many calls stand in line
 * for the database, readers let them go first. None of them waits for long, nor once more before it
 * has caught up. Used on one event loop.
 */
final class Precedence {
  private static final long LONGEST_NANOS = Duration.ofSeconds(3).toNanos();

  private final BooleanSupplier rush;
  private final LongSupplier nanoTime;
  private final Map<String, Long> waitingSince = new HashMap<>();

  Precedence(BooleanSupplier rush, LongSupplier nanoTime) {
    this.rush = rush;
    this.nanoTime = nanoTime;
  }

  /** Whether this reader should come again a little later; who gives no name is not known again. */
  boolean holds(String reader) {
    if (reader.isEmpty() || !rush.getAsBoolean()) {
      return false;
    }
    long now = nanoTime.getAsLong();
    return now - waitingSince.computeIfAbsent(reader, first -> now) < LONGEST_NANOS;
  }

  /** The reader has been given all that there is. */
  void caughtUp(String reader) {
    waitingSince.remove(reader);
  }
}
