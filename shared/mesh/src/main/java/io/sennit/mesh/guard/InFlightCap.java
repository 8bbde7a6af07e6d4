package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the calls of one service or operation from taking all of a node: more than so many at a
 * time are refused.
 */
public final class InFlightCap implements CallHandler {
  private final String what;
  private final int most;
  private final AtomicInteger inFlight;
  private final CallHandler next;

  /** @param inFlight the calls in flight, which outlive a change of the policy */
  public InFlightCap(String what, int most, AtomicInteger inFlight, CallHandler next) {
    this.what = what;
    this.most = most;
    this.inFlight = inFlight;
    this.next = next;
  }

  @Override
  public Future<Reply> handle(Call call) {
    if (inFlight.incrementAndGet() > most) {
      inFlight.decrementAndGet();
      return Future.failedFuture(Problem.refused(
          most + " calls of " + what + " are in flight from this node already, which is its limit;"
              + " ask again in a moment.",
          Duration.ofSeconds(1)));
    }
    return passedOn(call).onComplete(end -> inFlight.decrementAndGet());
  }

  private Future<Reply> passedOn(Call call) {
    try {
      return next.handle(call);
    } catch (RuntimeException defect) {
      // Thrown on, it would count as in flight for ever.
      return Future.failedFuture(defect);
    }
  }
}
