package io.sennit.products;

import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Stands for the orders: tells the commands that a test gives it, in one transaction. */
final class Orders implements Service {
  private ServiceContext context;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("orders")
        .keepsData("db/orders")
        .operation(Operation.named("tell")
            .input(Schema.object()
                .required(
                    "events",
                    Schema.array(Schema.object()
                        .required("type", Schema.string())
                        .required("subject", Schema.string())
                        .required("data", Schema.object().with("additionalProperties", true)))))
            .handledBy(this::tell))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> tell(Call call) {
    List<NewEvent> events = call.input().getJsonArray("events").stream()
        .map(JsonObject.class::cast)
        .map(event -> NewEvent.of(
            event.getString("type"), event.getString("subject"), event.getJsonObject("data")))
        .toList();
    return context
        .store()
        .inTransaction(call, transaction -> context.events().append(transaction, events))
        .map(Reply.noContent());
  }
}
