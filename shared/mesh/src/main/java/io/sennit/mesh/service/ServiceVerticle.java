package io.sennit.mesh.service;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The life of one instance: starts the service, announces it, and takes it back. */
final class ServiceVerticle extends VerticleBase {
  private final Service service;
  private final ServiceSpec spec;
  private final NodeParts node;
  private final Identification identification;
  private final @Nullable Store store;
  private volatile @Nullable ServiceInstance instance;
  private volatile @Nullable Instance announced;

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
    ServiceInstance worker = new ServiceInstance((ContextInternal) context, spec, node.meters());
    Endpoint endpoint = node.links().bind(worker);
    instance = worker;
    Instance starting = new Instance(
        spec.description(),
        endpoint,
        identification.nodeName(),
        State.STARTING,
        identification.placement());
    return announce(starting)
        .compose(
            v -> service.start(new ServiceContext(vertx, node.client().of(spec.name()), store)))
        .compose(v -> announce(starting.in(State.UP)))
        .recover(failure -> withdraw(starting).transform(v -> Future.failedFuture(failure)));
  }

  @Override
  public Future<?> stop() {
    return (announced == null ? Future.<Void>succeededFuture() : withdraw(announced))
        .eventually(service::stop);
  }

  /** Takes no new calls; the future ends when those in hand are answered. */
  Future<Void> drain() {
    Instance last = Objects.requireNonNull(announced);
    // Callers are told first. Those who have not heard yet are refused, and repeat their call
    // elsewhere.
    return announce(last.in(State.DRAINING)).eventually(() -> instance().drain());
  }

  ServiceInstance instance() {
    return Objects.requireNonNull(instance);
  }

  @Nullable
  Instance announced() {
    return announced;
  }

  private Future<Void> announce(Instance next) {
    announced = next;
    return node.directory().announce(next);
  }

  private Future<Void> withdraw(Instance last) {
    node.links().unbind(last.endpoint());
    return node.directory().withdraw(last);
  }
}
