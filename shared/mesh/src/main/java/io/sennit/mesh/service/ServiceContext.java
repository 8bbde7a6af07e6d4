package io.sennit.mesh.service;

import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.store.Store;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** What a service gets from the node that hosts it. */
public final class ServiceContext {
  private final Vertx vertx;
  private final CallHandler mesh;
  private final @Nullable Store store;

  ServiceContext(Vertx vertx, CallHandler mesh, @Nullable Store store) {
    this.vertx = vertx;
    this.mesh = mesh;
    this.store = store;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Calls other services: {@code mesh().handle(call.onward("products.read", input))}. */
  public CallHandler mesh() {
    return mesh;
  }

  /** The service's own data, for a service whose spec names its migrations. */
  public Store store() {
    Store own = store;
    if (own == null) {
      throw new IllegalStateException(
          "the service keeps no data: name its migrations in its spec with keepsData(...)");
    }
    return own;
  }
}
