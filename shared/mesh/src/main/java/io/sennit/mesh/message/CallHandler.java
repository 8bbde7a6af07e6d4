package io.sennit.mesh.message;

import io.vertx.core.Future;

/**
 * Whatever answers a call: an operation, the client, a guard around another handler.
 *
 * <p>It fails with a {@link io.sennit.mesh.problem.Problem}; any other failure is a defect.
 */
@FunctionalInterface
public interface CallHandler {
  Future<Reply> handle(Call call);
}
