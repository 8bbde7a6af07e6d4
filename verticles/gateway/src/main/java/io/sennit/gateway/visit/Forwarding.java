package io.sennit.gateway.visit;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;

/** How a call that was made of a request goes into the mesh. */
@FunctionalInterface
public interface Forwarding {
  Future<Reply> forward(Visit visit, Call call);
}
