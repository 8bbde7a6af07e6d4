package io.sennit.mesh.guard;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * A few calls that show whether an instance is well again. The first failure ends the trial badly;
 * it ends well when so many have gone well.
 *
 * <p>When they stay without an end, held on purpose or lost, another one is let through after each
 * pause, so that they do not keep the instance out.
 */
final class Trial {
  private final long pause;
  private final Promise<Void> result = Promise.promise();
  private int left;
  private int wanted;
  private long lastTaken;

  Trial(int calls, Duration pause) {
    this.left = calls;
    this.wanted = calls;
    this.pause = pause.toNanos();
  }

  Future<Void> result() {
    return result.future();
  }

  synchronized boolean hasRoom(long now) {
    return !result.future().isComplete() && (left > 0 || now - lastTaken >= pause);
  }

  /** Takes one of the calls that are let through, if one is left. */
  synchronized boolean take(long now) {
    if (!hasRoom(now)) {
      return false;
    }
    left = Math.max(0, left - 1);
    lastTaken = now;
    return true;
  }

  void ended(Verdict verdict) {
    switch (verdict) {
      case FAILED -> result.tryFail("the instance still fails");
      case GOOD, OVERLOADED -> {
        if (wasLastWanted()) {
          result.tryComplete();
        }
      }
      // It has shown nothing, so that another may be let through.
      case UNKNOWN -> giveBack();
    }
  }

  private synchronized boolean wasLastWanted() {
    return --wanted == 0;
  }

  private synchronized void giveBack() {
    left++;
  }
}
