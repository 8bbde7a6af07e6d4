package io.sennit.node.command;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and SIGINT: the first one stops in good order, the second one at once.
 *
 * <p>A shutdown hook would not do: the JVM then ends with the signal's exit code, and ignores a
 * second signal.
 */
final class StopSignals {
  private static final int STOPPED_AT_ONCE = 130;

  private final AtomicBoolean first = new AtomicBoolean(true);
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private volatile boolean asked;

  private final Runnable atOnce;

  private StopSignals(Runnable atOnce) {
    this.atOnce = atOnce;
  }

  /** @param atOnce what a second signal does before this process ends */
  static StopSignals install(Runnable atOnce) {
    StopSignals signals = new StopSignals(atOnce);
    Signals.register("TERM", signals::received);
    Signals.register("INT", signals::received);
    return signals;
  }

  /** Leaves the interrupt to the process that this one belongs to: a terminal sends it to both. */
  StopSignals withoutInterrupt() {
    Signals.register("INT", () -> {});
    return this;
  }

  /** What stops in good order; a signal that came during the start is acted on now. */
  void onStop(Runnable action) {
    stop.set(action);
    if (asked) {
      action.run();
    }
  }

  private void received() {
    if (!first.compareAndSet(true, false)) {
      atOnce.run();
      Runtime.getRuntime().halt(STOPPED_AT_ONCE);
    }
    asked = true;
    Runnable action = stop.get();
    if (action != null) {
      action.run();
    }
  }
}
