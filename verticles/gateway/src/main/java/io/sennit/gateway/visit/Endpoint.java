package io.sennit.gateway.visit;

import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;

/** What a route leads to: an operation of a service, or something that the gateway itself has. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers a request. The gateway writes the reply, unless the endpoint has begun to write the
   * response itself; then only its status counts.
   */
  Future<Reply> serve(Visit visit);
}
