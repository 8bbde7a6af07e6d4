package io.sennit.mesh.service;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.Databases;
import io.sennit.mesh.store.Migrations;
import io.sennit.mesh.store.Store;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the services of one node: starts them, drains them, stops them. */
public final class ServiceHost {
  private final NodeParts node;
  private final ServiceVerticle.Identification identification;
  private final Databases databases;
  private final Deque<Hosted> hosted = new ArrayDeque<>();

  /** A service of this node with its instances. */
  private record Hosted(String deployment, List<ServiceVerticle> instances, BusEdge edge) {}

  public ServiceHost(
      NodeParts node, String nodeName, Instance.Placement placement, Databases databases) {
    this.node = node;
    this.identification = new ServiceVerticle.Identification(nodeName, placement);
    this.databases = databases;
    node.directory().onChange(this::rebalance);
  }

  /**
   * Starts a service in so many instances, each made by its own call of the factory, each on an
   * event loop of its own.
   */
  public Future<Void> host(Supplier<? extends Service> factory, int instances) {
    Service sample = factory.get();
    ServiceSpec spec = sample.spec();
    return openStore(spec, sample.getClass()).compose(store -> {
      List<ServiceVerticle> started = new ArrayList<>();
      BusEdge edge = new BusEdge(node.client().of("bus"), node.authenticator());
      Supplier<ServiceVerticle> verticle = () -> {
        Service service = factory.get();
        ServiceVerticle next =
            new ServiceVerticle(service, service.spec(), node, identification, store);
        started.add(next);
        return next;
      };
      return node.vertx()
          .deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
          .compose(deployment -> {
            remember(new Hosted(deployment, started, edge));
            return edge.open(node.vertx(), spec);
          });
    });
  }

  public synchronized List<Load> load() {
    List<Load> loads = new ArrayList<>();
    for (Hosted service : hosted) {
      for (ServiceVerticle verticle : service.instances()) {
        Instance instance = verticle.announced();
        if (instance != null) {
          loads.add(verticle.instance().load(instance));
        }
      }
    }
    return loads;
  }

  /** Ends well when every instance of this node answers in time. */
  public Future<Void> probe(Duration within) {
    return Future.all(load().stream()
            .map(Load::instance)
            .map(instance -> node.links()
                .call(
                    instance.endpoint(),
                    Call.to(instance.service().name() + "." + ServiceInstance.PING)
                        .within(within)))
            .toList())
        .mapEmpty();
  }

  /** Takes no new calls on any instance; the future ends when those in hand are answered. */
  public Future<Void> drain() {
    return Future.all(services().stream()
            .flatMap(s -> s.instances().stream())
            .map(ServiceVerticle::drain)
            .toList())
        .mapEmpty();
  }

  /** Stops the services, the last one started first. */
  public Future<Void> close() {
    Future<Void> closed = Future.succeededFuture();
    for (Hosted service : services()) {
      closed = closed
          .eventually(service.edge()::close)
          .eventually(() -> node.vertx().undeploy(service.deployment()));
    }
    return closed;
  }

  /** Whose work is shared among their instances is told when these may have changed. */
  private void rebalance() {
    services().forEach(service -> service.instances().forEach(ServiceVerticle::rebalance));
  }

  private synchronized void remember(Hosted service) {
    hosted.push(service);
  }

  private synchronized List<Hosted> services() {
    return List.copyOf(hosted);
  }

  private Future<@Nullable Store> openStore(ServiceSpec spec, Class<?> service) {
    String migrations = spec.migrations();
    if (migrations == null) {
      return Future.succeededFuture(null);
    }
    Database database = databases.of(spec.name());
    return database == null
        ? Future.failedFuture("the service '" + spec.name()
            + "' keeps data: name its PostgreSQL with --database, or --database-of " + spec.name()
            + "=URI, or in MeshOptions")
        : database.openSchema(spec.name(), Migrations.of(service, migrations)).map(store -> store);
  }
}
