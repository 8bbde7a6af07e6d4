package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;

/** Sends a call to an instance that it has not been sent to yet, and notes which. */
@FunctionalInterface
public interface Sending {
  Future<Reply> send(Call call, Tried tried);
}
