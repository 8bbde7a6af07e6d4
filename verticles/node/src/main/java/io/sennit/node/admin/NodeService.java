package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.client.Outlook;
import io.sennit.mesh.client.Outlook.InstanceOutlook;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Load;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What each node offers the others: it tells of itself, and can be asked to leave. */
public final class NodeService implements Service {
  public static final String NAME = "node";

  private final Mesh mesh;
  private final Runnable leave;

  public NodeService(Mesh mesh, Runnable leave) {
    this.mesh = mesh;
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
    for (Load one : mesh.load()) {
      instances.add(new JsonObject()
          .put("id", one.instance().id())
          .put("startedAt", one.startedAt().toString())
          .put("inHand", one.inHand())
          .put("served", one.served()));
    }
    Runtime memory = Runtime.getRuntime();
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put("instances", instances)
        .put("calls", calls())
        .put("heapUsed", memory.totalMemory() - memory.freeMemory())));
  }

  /** How this node sees those that it calls. */
  private JsonArray calls() {
    JsonArray services = new JsonArray();
    for (Outlook outlook : mesh.client().outlooks()) {
      JsonArray instances = new JsonArray();
      outlook.instances().forEach(instance -> instances.add(json(instance)));
      services.add(new JsonObject()
          .put("service", outlook.service())
          .put("repetitions", outlook.repetitions())
          .put("repetitionsLeft", outlook.repetitionsLeft())
          .put("waiting", outlook.waiting())
          .put("panics", outlook.panics())
          .put("instances", instances));
    }
    return services;
  }

  private static JsonObject json(InstanceOutlook instance) {
    return new JsonObject()
        .put("id", instance.id())
        .put("breaker", instance.breaker())
        .put("trips", instance.trips())
        .put("lost", instance.lost())
        .put("inFlight", instance.inFlight())
        .put("limit", instance.limit())
        .put("latencyMicros", instance.latencyMicros());
  }

  /** Answers before it leaves: the node that asked should hear that it was heard. */
  private Future<Reply> drain(Call call) {
    leave.run();
    return Future.succeededFuture(Reply.accepted(new JsonObject().put("state", "DRAINING")));
  }
}
