package io.sennit.gateway.hostile;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Some books, and a note of each call that comes for one; nobody has to come but the warden. */
final class Shelf implements Service {
  /** Who asks for this book looks whether the gateway still answers. */
  static final String WARDEN = "warden";

  private final Queue<String> strangers;

  Shelf(Queue<String> strangers) {
    this.strangers = strangers;
  }

  Shelf() {
    this(new ConcurrentLinkedQueue<>());
  }

  @Override
  public ServiceSpec spec() {
    Schema id = Schema.object().required("id", Schema.string());
    Schema book = id.required("title", Schema.string().length(1, 200))
        .optional("year", Schema.integer().range(0, 9_999));
    return ServiceSpec.named("shelf")
        .operation(operation("read").get("/book/{id}").input(id).handledBy(this::note))
        .operation(operation("write").put("/book/{id}").input(book).handledBy(this::note))
        .operation(operation("any")
            .get("/any")
            .input(Schema.object().optional("a", Schema.string()))
            .handledBy(this::note))
        .operation(operation("smuggled").get("/smuggled").handledBy(this::note))
        .operation(
            Operation.named("mine").get("/mine").access(Access.AUTHENTICATED).handledBy(this::note))
        .build();
  }

  private static Operation.Builder operation(String name) {
    return Operation.named(name).access(Access.ANYONE);
  }

  private Future<Reply> note(Call call) {
    if (!WARDEN.equals(call.input().getString("id"))) {
      strangers.add(call.operation() + " " + Gathering.shown(call.input().encode()));
    }
    JsonObject headers = new JsonObject();
    for (int i = 0; i < call.headers().size(); i++) {
      headers.put(call.headers().name(i), call.headers().value(i));
    }
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put("input", call.input())
        .put("headers", headers)
        .put("subject", call.identity().subject())
        .put("trace", call.trace().traceId())));
  }
}
