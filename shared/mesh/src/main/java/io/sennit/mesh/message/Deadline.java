package io.sennit.mesh.message;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The moment after which nobody waits for an answer any more, on this process's monotonic clock.
 */
public record Deadline(long nanoTime) {

  public static Deadline after(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  public static Deadline afterMillis(long millis) {
    return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** What is left, rounded up so that a deadline in the future never reads as zero. */
  public long remainingMillis() {
    return remainingMillis(System.nanoTime());
  }

  public long remainingMillis(long now) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanoTime - now + 999_999));
  }

  public boolean passed() {
    return passed(System.nanoTime());
  }

  public boolean passed(long now) {
    return nanoTime - now <= 0;
  }

  /** A deadline only ever shrinks on its way. */
  public Deadline earlier(Deadline other) {
    return nanoTime - other.nanoTime <= 0 ? this : other;
  }
}
