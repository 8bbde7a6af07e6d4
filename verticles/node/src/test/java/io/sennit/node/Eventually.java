package io.sennit.node;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for what must become true, and fails with what was seen last when it does not in time. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Repeats these assertions until they hold. The last attempt is one that begins after the bound:
   * while the machine stands still, what is waited for does so as well.
   */
  public static void within(Duration bound, Assertions assertions) {
    long giveUp = System.nanoTime() + bound.toNanos();
    while (true) {
      boolean last = System.nanoTime() - giveUp > 0;
      Throwable failure = run(assertions);
      if (failure == null) {
        return;
      }
      if (last) {
        throw new AssertionError(
            "after " + bound.toSeconds() + " s still: " + failure.getMessage(), failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static @Nullable Throwable run(Assertions assertions) {
    try {
      assertions.check();
      return null;
    } catch (Exception | AssertionError failure) {
      return failure;
    }
  }

  /** Something to be asserted, which may ask over the network. */
  @FunctionalInterface
  public interface Assertions {
    void check() throws Exception;
  }
}
