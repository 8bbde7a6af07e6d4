package io.sennit.gateway.request;

import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;

/** How the call that a request has become is answered: by the mesh, or by what is known already. */
@FunctionalInterface
public interface Calling {
  Future<Reply> answer(Visit visit, Call call);
}
