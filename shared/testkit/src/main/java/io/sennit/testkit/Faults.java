package io.sennit.testkit;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What goes wrong in the operations that a node hosts. An operation can be slow and fail as well;
 * its instances on other nodes are not touched.
 */
public final class Faults {
  private static final long SEED = 20_240_229;

  private final Vertx vertx;
  private final Set<OperationId> hosted = ConcurrentHashMap.newKeySet();
  private final Map<OperationId, Duration> delays = new ConcurrentHashMap<>();
  private final Map<OperationId, Failing> failing = new ConcurrentHashMap<>();

  /** Some of the calls fail; the seed makes them the same ones in every run. */
  private record Failing(Kind kind, double share, Random random) {
    boolean next() {
      return random.nextDouble() < share;
    }
  }

  Faults(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Each call of the operation, such as {@code greeting.hello}, begins this much later. */
  public Faults delay(String operation, Duration by) {
    delays.put(known(operation), by);
    return this;
  }

  /** All calls of the operation fail, and do not run. */
  public Faults fail(String operation, Kind kind) {
    return fail(operation, kind, 1);
  }

  /** This share of the operation's calls fails and does not run: 0.6 are six of ten. */
  public Faults fail(String operation, Kind kind, double share) {
    return fail(operation, kind, share, SEED);
  }

  /** The same with a seed of one's own, for another choice of calls. */
  public Faults fail(String operation, Kind kind, double share, long seed) {
    failing.put(known(operation), new Failing(kind, share, new Random(seed)));
    return this;
  }

  /** All goes well again. */
  public void clear() {
    delays.clear();
    failing.clear();
  }

  /** The same service, with the faults before each of its operations. */
  Service around(Service service) {
    return new Service() {
      @Override
      public ServiceSpec spec() {
        ServiceSpec spec = service.spec();
        spec.operations().forEach(o -> hosted.add(new OperationId(spec.name(), o.name())));
        return spec.around(handler -> call -> faulty(handler, call));
      }

      @Override
      public Future<Void> start(ServiceContext context) {
        return service.start(context);
      }

      @Override
      public Future<Void> stop() {
        return service.stop();
      }
    };
  }

  private OperationId known(String operation) {
    OperationId id = OperationId.parse(operation);
    if (!hosted.contains(id)) {
      throw new IllegalArgumentException("This node does not host " + id + "; it hosts " + hosted);
    }
    return id;
  }

  private Future<Reply> faulty(CallHandler handler, Call call) {
    Duration delay = delays.get(call.operation());
    return delay == null
        ? failOrRun(handler, call)
        : vertx.timer(delay.toMillis()).compose(over -> failOrRun(handler, call));
  }

  private Future<Reply> failOrRun(CallHandler handler, Call call) {
    Failing fault = failing.get(call.operation());
    return fault != null && fault.next()
        ? Future.failedFuture(Problem.of(
            fault.kind(), "The test makes " + call.operation() + " fail; clear() ends that."))
        : handler.handle(call);
  }
}
