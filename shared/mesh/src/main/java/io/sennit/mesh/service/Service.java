package io.sennit.mesh.service;

import io.vertx.core.Future;

/**
 * A service: what it offers, and what it does when it starts and stops.
 *
 * <p>Each instance is made by its own call of the constructor and runs on one event loop, so that
 * its fields need no locks; its operations must not block.
 */
public interface Service {

  /** What the service offers. Asked once, before it starts. */
  ServiceSpec spec();

  /** Runs before the first call; the instance takes calls when the future ends. */
  default Future<Void> start(ServiceContext context) {
    return Future.succeededFuture();
  }

  /** Runs after the last call has been answered. */
  default Future<Void> stop() {
    return Future.succeededFuture();
  }
}
