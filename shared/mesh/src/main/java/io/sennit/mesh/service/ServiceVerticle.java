package io.sennit.mesh.service;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.event.Events;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.event.Surroundings;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.saga.Sagas;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.stream.Desk;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The life of one instance: starts the service, announces it, and takes it back. */
final class ServiceVerticle extends VerticleBase {
  private final Service service;
  private final ServiceSpec spec;
  private final NodeParts node;
  private final Identification identification;
  private final @Nullable Store store;
  private @Nullable Events events;
  private @Nullable Sagas sagas;
  private @Nullable Desk desk;
  private volatile @Nullable ServiceInstance instance;
  private volatile @Nullable Announcement announcement;

  /** How the instances of a node call themselves. */
  record Identification(String nodeName, Instance.Placement placement) {}

  ServiceVerticle(
      Service service,
      ServiceSpec spec,
      NodeParts node,
      Identification identification,
      @Nullable Store store) {
    this.service = service;
    this.spec = spec;
    this.node = node;
    this.identification = identification;
    this.store = store;
  }

  @Override
  public Future<?> start() {
    ServiceSpec whole = store == null ? spec : spec.and(operationsOfMesh());
    Desk streams = node.streams().desk();
    ServiceInstance worker = new ServiceInstance((ContextInternal) context, whole, streams, node);
    desk = streams;
    Endpoint endpoint = node.links().bind(worker);
    instance = worker;
    Instance first = new Instance(
        whole.description(),
        endpoint,
        identification.nodeName(),
        State.STARTING,
        identification.placement(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
    worker.called(first.label());
    if (store != null) {
      prepare(surroundings(store, first));
    }
    ServiceContext known =
        new ServiceContext(node, node.client().of(spec.name()), streams, store, events, sagas);
    Announcement told = new Announcement(node.directory(), first);
    announcement = told;
    return told.tell(State.STARTING)
        .compose(v -> prepareLog())
        .compose(v -> service.start(known))
        .compose(v -> told.tell(State.UP))
        .onSuccess(v -> beginReading())
        .recover(failure -> withdraw(told).transform(v -> Future.failedFuture(failure)));
  }

  @Override
  public Future<?> stop() {
    return stopReading()
        .eventually(() -> announcement == null ? Future.succeededFuture() : withdraw(announcement))
        .eventually(() -> desk == null ? Future.succeededFuture() : desk.close())
        .eventually(service::stop);
  }

  private List<Operation> operationsOfMesh() {
    List<Operation> operations = new ArrayList<>(EventOperations.of(this::events));
    operations.add(EventOperations.forVisitors(this::events));
    operations.addAll(EventOperations.forOperators(this::events));
    if (!spec.sagas().isEmpty()) {
      operations.addAll(SagaOperations.of(() -> Objects.requireNonNull(sagas)));
    }
    return operations;
  }

  private void prepare(Surroundings surroundings) {
    List<Subscription> subscriptions = new ArrayList<>(spec.subscriptions());
    if (!spec.sagas().isEmpty()) {
      sagas = new Sagas(spec.name(), spec.sagas(), surroundings, () -> events().log());
      subscriptions.add(sagas.subscription().build());
    }
    events =
        new Events(spec.name(), subscriptions, spec.keepsEvents(), spec.audience(), surroundings);
  }

  private Surroundings surroundings(Store own, Instance instance) {
    String name = spec.name();
    return new Surroundings(
        vertx,
        own,
        node.client().of(name),
        node.meters(),
        node.spans(),
        instance.id(),
        () -> ids(name, ServiceEntry::callable),
        () -> ids(name, ServiceEntry::instances));
  }

  private Set<String> ids(String name, Function<ServiceEntry, List<Instance>> instances) {
    ServiceEntry entry = node.directory().find(name);
    return entry == null
        ? Set.of()
        : instances.apply(entry).stream().map(Instance::id).collect(Collectors.toSet());
  }

  private Future<Void> prepareLog() {
    return events == null ? Future.succeededFuture() : events.prepare();
  }

  private void beginReading() {
    if (store != null) {
      new OldAnswers(spec.name(), store).forget(vertx);
    }
    if (events != null) {
      events.start();
    }
    if (sagas != null) {
      sagas.begin();
    }
  }

  private Future<Void> stopReading() {
    return events == null
        ? Future.succeededFuture()
        : Future.future(stopped -> context.runOnContext(here -> endReading().onComplete(stopped)));
  }

  private Future<Void> endReading() {
    Future<Void> unclocked = sagas == null ? Future.succeededFuture() : sagas.stop();
    return events().stop().eventually(() -> unclocked);
  }

  /** The instances of the service have changed. */
  void rebalance() {
    context.runOnContext(here -> {
      Announcement told = announcement;
      if (told != null) {
        told.agree();
      }
      if (events != null) {
        events.rebalance();
      }
    });
  }

  private Events events() {
    return Objects.requireNonNull(events);
  }

  /** Takes no new calls; the future ends when those in hand are answered. */
  Future<Void> drain() {
    Announcement told = Objects.requireNonNull(announcement);
    // Callers are told first. Those who have not heard yet are refused, and repeat their call
    // elsewhere.
    return told.tell(State.DRAINING)
        .eventually(this::stopReading)
        .eventually(() -> instance().drain());
  }

  ServiceInstance instance() {
    return Objects.requireNonNull(instance);
  }

  @Nullable
  Instance announced() {
    Announcement told = announcement;
    return told == null ? null : told.instance();
  }

  private Future<Void> withdraw(Announcement told) {
    node.links().unbind(told.instance().endpoint());
    return told.withdraw();
  }
}
