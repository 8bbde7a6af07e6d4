package io.sennit.mesh.guard;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few calls that show whether an instance is well again. The first failure ends the trial badly;
 * it ends well when so many have gone well.
 */
final class Trial {
  private final AtomicInteger left;
  private final AtomicInteger wanted;
  private final Promise<Void> result = Promise.promise();

  Trial(int calls) {
    this.left = new AtomicInteger(calls);
    this.wanted = new AtomicInteger(calls);
  }

  Future<Void> result() {
    return result.future();
  }

  boolean hasRoom() {
    return left.get() > 0;
  }

  /** Takes one of the calls that are let through, if one is left. */
  boolean take() {
    return left.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0;
  }

  void ended(Verdict verdict) {
    switch (verdict) {
      case FAILED -> result.tryFail("the instance still fails");
      case GOOD, OVERLOADED -> {
        if (wanted.decrementAndGet() == 0) {
          result.tryComplete();
        }
      }
      // It has shown nothing, so that another may be let through.
      case UNKNOWN -> left.incrementAndGet();
    }
  }
}
