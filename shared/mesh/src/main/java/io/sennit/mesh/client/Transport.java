package io.sennit.mesh.client;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;

/** Brings a call to one instance, and its answer back. */
@FunctionalInterface
public interface Transport {
  Future<Reply> call(Endpoint target, Call call);
}
