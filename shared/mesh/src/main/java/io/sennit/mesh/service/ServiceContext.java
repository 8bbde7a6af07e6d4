package io.sennit.mesh.service;

import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.event.Events;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.saga.Sagas;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.stream.Desk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** What a service gets from the node that hosts it. */
public final class ServiceContext {
  private final Vertx vertx;
  private final CallHandler mesh;
  private final Desk streams;
  private final @Nullable Store store;
  private final @Nullable Events events;
  private final @Nullable Sagas sagas;
  private final Secrets secrets;

  ServiceContext(
      NodeParts node,
      CallHandler mesh,
      Desk streams,
      @Nullable Store store,
      @Nullable Events events,
      @Nullable Sagas sagas) {
    this.vertx = node.vertx();
    this.secrets = node.secrets();
    this.mesh = onBehalf(mesh);
    this.streams = streams;
    this.store = store;
    this.events = events;
    this.sagas = sagas;
  }

  /**
   * That an inner call was not run says nothing of the outer one, which may have done something
   * before: passed on as it is, the outer call would be repeated as if it had done nothing.
   */
  private static CallHandler onBehalf(CallHandler mesh) {
    return call -> mesh.handle(call)
        .recover(failure -> Future.failedFuture(
            failure instanceof Problem problem ? problem.perhapsRun() : failure));
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Calls other services: {@code mesh().handle(call.onward("products.read", input))}. */
  public CallHandler mesh() {
    return mesh;
  }

  /** Opens streams to other services: {@code streams().openStream(mesh(), call, transfer)}. */
  public Desk streams() {
    return streams;
  }

  /** The service's own data, for a service whose spec names its migrations. */
  public Store store() {
    return kept(store);
  }

  /** Where the service tells what has happened, for a service that keeps data. */
  public EventLog events() {
    return kept(events).log();
  }

  /** Where the service starts its sagas, for a service whose spec declares any. */
  public Sagas sagas() {
    if (sagas == null) {
      throw new IllegalStateException(
          "the service leads no saga: declare them in its spec with saga(...)");
    }
    return sagas;
  }

  /** A secret of the node, as {@link Secrets} says; asked for off the event loop. */
  public Future<String> secret(String name) {
    return vertx.executeBlocking(() -> secrets.named(name));
  }

  private static <T> T kept(@Nullable T own) {
    if (own == null) {
      throw new IllegalStateException(
          "the service keeps no data: name its migrations in its spec with keepsData(...)");
    }
    return own;
  }
}
