package io.sennit.node.admin;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.client.Outlook;
import io.sennit.mesh.client.Outlook.InstanceOutlook;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.service.Load;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.trace.Span;
import io.sennit.node.story.Headlines;
import io.sennit.node.story.SpanJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What each node offers the others: it tells of itself, and can be asked to leave. */
public final class NodeService implements Service {
  public static final String NAME = "node";

  /** Of one trace: who gives many requests the same one gets no endless answer. */
  private static final int MOST_SPANS = 1_000;

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
        .operation(Operation.named("spans")
            .idempotent()
            .input(Schema.object().required("trace", Schema.string()))
            .handledBy(this::spans))
        .operation(Operation.named("traces")
            .idempotent()
            .input(Schema.object()
                .required("failed", Schema.bool())
                .required("slower", Schema.integer())
                .required("limit", Schema.integer()))
            .handledBy(this::traces))
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

  /** What this node remembers of one trace. */
  private Future<Reply> spans(Call call) {
    Trace trace = Trace.named(call.input().getString("trace"));
    List<Span> spans = mesh.spans().of(trace);
    return items(spans.stream().limit(MOST_SPANS).map(SpanJson::of).toList(), spans.size());
  }

  /** The newest traces that this node remembers anything of. */
  private Future<Reply> traces(Call call) {
    JsonObject wanted = call.input();
    boolean failed = wanted.getBoolean("failed");
    long slower = TimeUnit.MILLISECONDS.toMicros(wanted.getLong("slower"));
    Stream<JsonObject> spans = mesh.spans()
        .all()
        .map(SpanJson::of)
        .filter(span -> !failed || span.getBoolean("failed"))
        .filter(span -> span.getLong("micros") >= slower);
    List<JsonObject> headlines = Headlines.of(spans, wanted.getInteger("limit"));
    return items(headlines, headlines.size());
  }

  private static Future<Reply> items(List<JsonObject> items, int known) {
    return Future.succeededFuture(Reply.ok(
        new JsonObject().put("items", new JsonArray(items)).put("more", known > items.size())));
  }

  /** Answers before it leaves: the node that asked should hear that it was heard. */
  private Future<Reply> drain(Call call) {
    leave.run();
    return Future.succeededFuture(Reply.accepted(new JsonObject().put("state", "DRAINING")));
  }
}
