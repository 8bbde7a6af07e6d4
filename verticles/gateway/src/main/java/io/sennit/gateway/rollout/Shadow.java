package io.sennit.gateway.rollout;

import io.micrometer.core.instrument.Counter;
import io.sennit.gateway.rules.Rollout.Mirror;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Priority;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Sends copies of calls to the same operation of another service, and waits for none. What comes of
 * them is in the metrics of who sends them, and nowhere else.
 */
final class Shadow {
  private static final String SIGN = "sennit-mirror";

  private final Mirror rule;
  private final CallHandler mesh;
  private final RandomGenerator dice;
  private final Counter leftOut;
  private final AtomicInteger inFlight = new AtomicInteger();

  Shadow(Mirror rule, CallHandler mesh, RandomGenerator dice, Counter leftOut) {
    this.rule = rule;
    this.mesh = mesh;
    this.dice = dice;
    this.leftOut = leftOut;
  }

  void copy(Call call) {
    if (dice.nextDouble() >= rule.share()) {
      return;
    }
    if (inFlight.incrementAndGet() > rule.inFlight()) {
      inFlight.decrementAndGet();
      leftOut.increment();
      return;
    }
    // Whatever comes of it, be it thrown: the first must not notice.
    Future.succeededFuture(copyOf(call))
        .compose(mesh::handle)
        .onComplete(end -> inFlight.decrementAndGet());
  }

  /** It goes on when the client goes away: its effects are to be those of the first. */
  private Call copyOf(Call call) {
    Envelope envelope = new Envelope(
        call.deadline(),
        call.identity(),
        call.trace().child(),
        call.headers().with(SIGN, "1"),
        Cancellation.NONE,
        Priority.LOW);
    OperationId same = new OperationId(rule.service(), call.operation().operation());
    return new Call(same, call.params(), call.body(), envelope);
  }
}
