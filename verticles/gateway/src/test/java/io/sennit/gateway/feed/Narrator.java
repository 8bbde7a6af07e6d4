package io.sennit.gateway.feed;

import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Access;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service that tells what a test wants it to; what it tells of products is for everybody. */
final class Narrator implements Service {
  private final String name;
  private @Nullable ServiceContext context;

  Narrator(String name) {
    this.name = name;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(name)
        .keepsData("db/tales")
        .publishes("product.*", Access.AUTHENTICATED)
        .operation(Operation.named("tell")
            .input(Schema.object().with("additionalProperties", true))
            .handledBy(this::tell))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> tell(Call call) {
    ServiceContext own = Objects.requireNonNull(context);
    List<NewEvent> events = call.input().getJsonArray("events").stream()
        .map(event -> event((JsonObject) event))
        .toList();
    return own.store()
        .inTransaction(call, transaction -> own.events().append(transaction, events))
        .map(Reply.noContent());
  }

  private static NewEvent event(JsonObject json) {
    NewEvent event =
        NewEvent.of(json.getString("type"), json.getString("subject"), json.getJsonObject("data"));
    String owner = json.getString("owner");
    return owner == null ? event : event.ownedBy(owner);
  }
}
