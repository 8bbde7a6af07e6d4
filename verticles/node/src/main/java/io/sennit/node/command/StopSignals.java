package io.sennit.node.command;

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

  private final Runnable atOnce;
  private @Nullable Runnable stop;
  private boolean asked;
  private boolean acting;

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

  /**
   * What stops in good order from now on; a signal that came before there was anything is acted on
   * now. Where something older acts on one already, this waits for the process to end.
   */
  void onStop(Runnable action) throws InterruptedException {
    boolean now;
    synchronized (this) {
      yieldToStop();
      stop = action;
      acting = asked;
      now = asked;
    }
    if (now) {
      action.run();
    }
  }

  /** Waits for the process to end, if a signal is being acted on: nobody wakes who waits here. */
  synchronized void yieldToStop() throws InterruptedException {
    while (acting) {
      wait();
    }
  }

  private void received() {
    // A signal's thread has none, and Vert.x looks for its own resources with it.
    Thread.currentThread().setContextClassLoader(StopSignals.class.getClassLoader());
    boolean again;
    Runnable action;
    synchronized (this) {
      again = asked;
      asked = true;
      action = stop;
      acting = action != null;
    }
    if (again) {
      atOnce.run();
      Runtime.getRuntime().halt(STOPPED_AT_ONCE);
    }
    if (action != null) {
      action.run();
    }
  }
}
