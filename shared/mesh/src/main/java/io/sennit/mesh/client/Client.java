package io.sennit.mesh.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.guard.Pause;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.policy.Policies;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes calls from this node to whatever instance can answer them. */
public final class Client implements CallHandler {
  private static final String NODE = "node";

  private final Directory directory;
  private final Surroundings surroundings;
  private final MeterRegistry meters;
  private final Pause pause;
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private volatile Policies policies;

  public Client(
      Directory directory, Surroundings surroundings, Policies policies, MeterRegistry meters) {
    this.directory = directory;
    this.surroundings = surroundings;
    this.policies = policies;
    this.meters = meters;
    this.pause = time -> pause(surroundings.context(), time);
    directory.onChange(this::refresh);
  }

  /** The calls of one who makes them, so that they can be told apart in metrics. */
  public CallHandler of(String caller) {
    return callers.computeIfAbsent(caller, name -> new Caller(name, this));
  }

  /** A call of the node itself. */
  @Override
  public Future<Reply> handle(Call call) {
    return of(NODE).handle(call);
  }

  /**
   * Calls this one instance and no other, whatever its state: for those who look after instances.
   */
  public Future<Reply> handleOn(Instance instance, Call call) {
    return surroundings.links().call(instance.endpoint(), call);
  }

  /** From now on these policies hold; what was learned of instances is learned anew. */
  public void use(Policies changed) {
    policies = changed;
    List<Pool> before = List.copyOf(pools.values());
    pools.clear();
    before.forEach(Pool::close);
  }

  public Policies policies() {
    return policies;
  }

  public void close() {
    pools.values().forEach(Pool::close);
    pools.clear();
  }

  /** How this node sees the services that it has called. */
  public List<Outlook> outlooks() {
    return pools.values().stream()
        .map(Pool::outlook)
        .sorted(Comparator.comparing(Outlook::service))
        .toList();
  }

  Directory directory() {
    return directory;
  }

  Pool pool(String service) {
    Pool known = pools.get(service);
    return known != null ? known : pool(service, service, () -> callable(service));
  }

  /** Nothing in the mesh has a name such as this key. */
  Pool outsidePool(String service, Supplier<List<Instance>> instances) {
    return pool("outside " + service, service, instances);
  }

  private List<Instance> callable(String service) {
    ServiceEntry entry = directory.find(service);
    return entry == null ? List.of() : entry.callable();
  }

  private Pool pool(String key, String service, Supplier<List<Instance>> instances) {
    Pool known = pools.get(key);
    if (known != null) {
      return known;
    }
    Pool opened = pools.computeIfAbsent(key, k -> open(service, instances));
    // Again, now that it is told of changes: one may just have been missed.
    opened.refresh();
    return opened;
  }

  private Pool open(String service, Supplier<List<Instance>> instances) {
    Pool pool = new Pool(service, policies.of(service), instances, surroundings, meters);
    pool.refresh();
    return pool;
  }

  Target target(String caller, OperationId id, OperationDescription described, Pool pool) {
    return new Target(
        id,
        described,
        pool,
        policies.of(id),
        new Target.Parts(surroundings.links(), pause, meter(caller, id)));
  }

  EdgeMeter meter(String caller, OperationId id) {
    return new EdgeMeter(meters, surroundings.spans(), caller, id);
  }

  Pause pauses() {
    return pause;
  }

  /**
   * A service that no node hosts, for a caller that knows how to reach it.
   *
   * @param operation stands for all that can be asked of it
   */
  public OutsideService outside(String caller, OperationId operation) {
    return new OutsideService(caller, operation, this);
  }

  private void refresh() {
    pools.values().forEach(Pool::refresh);
  }

  private static Future<Void> pause(ContextInternal context, Duration time) {
    ContextInternal current = ContextInternal.current();
    Promise<Void> over = current == null ? Promise.promise() : current.promise();
    context.setTimer(Math.max(1, time.toMillis()), timer -> over.complete());
    return over.future();
  }

  Problem unknownService(OperationId operation) {
    String known = directory.services().stream()
        .map(ServiceEntry::name)
        .sorted()
        .collect(Collectors.joining(", "));
    return Problem.of(
        Kind.NOT_FOUND,
        "No service '" + operation.service() + "' has announced itself; known are: " + known + ".");
  }

  static Problem unknownOperation(OperationId operation, ServiceEntry entry) {
    String known = entry.description().operations().stream()
        .map(OperationDescription::name)
        .sorted()
        .collect(Collectors.joining(", "));
    return Problem.of(
        Kind.NOT_FOUND,
        "The service '" + operation.service() + "' has no operation '" + operation.operation()
            + "'; it has: " + known + ".");
  }
}
