package io.sennit.mesh.service;

import io.sennit.mesh.message.CallHandler;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.jspecify.annotations.Nullable;

/** What a service gets from the node that hosts it. */
public final class ServiceContext {
  private final Vertx vertx;
  private final CallHandler mesh;
  private final @Nullable Pool database;

  ServiceContext(Vertx vertx, CallHandler mesh, @Nullable Pool database) {
    this.vertx = vertx;
    this.mesh = mesh;
    this.database = database;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Calls other services: {@code mesh().handle(call.onward("products.read", input))}. */
  public CallHandler mesh() {
    return mesh;
  }

  /** The service's own schema, for a service whose spec names its migrations. */
  public Pool database() {
    Pool pool = database;
    if (pool == null) {
      throw new IllegalStateException(
          "the service keeps no data: name its migrations in its spec with keepsData(...)");
    }
    return pool;
  }
}
