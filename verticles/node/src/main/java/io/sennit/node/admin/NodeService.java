package io.sennit.node.admin;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Load;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** What each node offers the others: it tells of itself, and can be asked to leave. */
public final class NodeService implements Service {
  public static final String NAME = "node";

  private final Supplier<List<Load>> load;
  private final Runnable leave;

  public NodeService(Supplier<List<Load>> load, Runnable leave) {
    this.load = load;
    this.leave = leave;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(NAME)
        .version("1.0.0")
        .operation(Operation.named("status").idempotent().handledBy(this::status))
        .operation(Operation.named("drain").idempotent().handledBy(this::drain))
        .build();
  }

  private Future<Reply> status(Call call) {
    JsonArray instances = new JsonArray();
    for (Load one : load.get()) {
      instances.add(new JsonObject()
          .put("id", one.instance().id())
          .put("startedAt", one.startedAt().toString())
          .put("inHand", one.inHand())
          .put("served", one.served()));
    }
    Runtime memory = Runtime.getRuntime();
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put("instances", instances)
        .put("heapUsed", memory.totalMemory() - memory.freeMemory())));
  }

  /** Answers before it leaves: the node that asked should hear that it was heard. */
  private Future<Reply> drain(Call call) {
    leave.run();
    return Future.succeededFuture(Reply.accepted(new JsonObject().put("state", "DRAINING")));
  }
}
