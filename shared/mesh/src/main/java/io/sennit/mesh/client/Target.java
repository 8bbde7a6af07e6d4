package io.sennit.mesh.client;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.guard.Hedge;
import io.sennit.mesh.guard.InFlightCap;
import io.sennit.mesh.guard.Pause;
import io.sennit.mesh.guard.Repeat;
import io.sennit.mesh.guard.Sending;
import io.sennit.mesh.guard.WithinDeadline;
import io.sennit.mesh.link.Links;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Policy;
import io.vertx.core.Future;

/** An operation as one caller calls it: with its guards around it, in the order that they act. */
final class Target implements CallHandler {
  private final OperationDescription operation;
  private final Pool pool;
  private final EdgeMeter meter;
  private final CallHandler guarded;

  Target(OperationId id, OperationDescription operation, Pool pool, Policy policy, Parts parts) {
    this.operation = operation;
    this.pool = pool;
    this.meter = parts.meter();
    OperationState state = pool.operation(operation.name());
    Sending once = new Dispatch(pool, policy, state, parts.meter()).over(parts.links()::call);
    Sending hedged = policy.hedging().enabled() && operation.repeatable() == Repeatable.ALWAYS
        ? new Hedge(policy.hedging(), state.latencies(), pool.budget(), parts.pause(), once)
        : once;
    CallHandler repeated =
        new Repeat(policy.retries(), operation.repeatable(), pool.budget(), parts.pause(), hedged);
    CallHandler capped =
        new InFlightCap(id.toString(), policy.limits().inFlight(), state.inFlight(), repeated);
    this.guarded = new WithinDeadline(policy.timeout(), pool.capped(capped));
  }

  /** What the guards need besides the policy. */
  record Parts(Links links, Pause pause, EdgeMeter meter) {}

  /** Whether it is still what the directory and the policies say. */
  boolean isOf(OperationDescription described, Pool current) {
    return pool == current && operation.equals(described);
  }

  @Override
  public Future<Reply> handle(Call call) {
    long started = System.nanoTime();
    return guarded
        .handle(call)
        .onComplete(end -> meter.called(System.nanoTime() - started, end.cause()));
  }
}
