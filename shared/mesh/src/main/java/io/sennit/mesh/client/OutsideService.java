package io.sennit.mesh.client;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.guard.Repeat;
import io.sennit.mesh.guard.WithinDeadline;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Policy;
import io.vertx.core.Future;
import java.util.List;

/**
 * A service that no node hosts, called under the same guards as those of the mesh; how a call gets
 * there is its caller's business.
 */
public final class OutsideService {
  private final String caller;
  private final OperationId operation;
  private final Client client;
  private volatile List<Instance> instances = List.of();
  private volatile Way way;

  /** What holds as long as pool and policies stay as they are. */
  private record Way(Pool pool, Policy policy, Dispatch dispatch, EdgeMeter meter) {}

  OutsideService(String caller, OperationId operation, Client client) {
    this.caller = caller;
    this.operation = operation;
    this.client = client;
    this.way = way(client.outsidePool(operation.service(), this::instances));
  }

  private List<Instance> instances() {
    return instances;
  }

  /** From now on calls go to these. */
  public void use(List<Instance> present) {
    instances = List.copyOf(present);
    way().pool().refresh();
  }

  /**
   * Calls one of its instances, and another one where that is safe.
   *
   * @param repeatable whether the call may be repeated when it may have been run
   */
  public Future<Reply> handle(Call call, Repeatable repeatable, Transport transport) {
    long started = System.nanoTime();
    Way now = way();
    CallHandler repeated = new Repeat(
        now.policy().retries(),
        repeatable,
        now.pool().budget(),
        client.pauses(),
        now.dispatch().over(transport));
    return new WithinDeadline(now.policy().timeout(), now.pool().capped(repeated))
        .handle(call)
        .onComplete(end -> now.meter().called(System.nanoTime() - started, end.cause()));
  }

  private Way way() {
    Way known = way;
    Pool pool = client.outsidePool(operation.service(), this::instances);
    if (known.pool() != pool) {
      known = way(pool);
      way = known;
    }
    return known;
  }

  private Way way(Pool pool) {
    Policy policy = client.policies().of(operation);
    EdgeMeter meter = client.meter(caller, operation);
    return new Way(
        pool,
        policy,
        new Dispatch(pool, policy, pool.operation(operation.operation()), meter),
        meter);
  }
}
