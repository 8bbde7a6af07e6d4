package io.sennit.mesh.link;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Promise;

/** A call that was sent and not answered yet. */
final class PendingCall {
  final Call call;
  final String node;
  final Promise<Reply> promise;

  PendingCall(Call call, String node, Promise<Reply> promise) {
    this.call = call;
    this.node = node;
    this.promise = promise;
  }
}
