package io.sennit.stage;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a service in front of those that read its log: tells the events that a test gives it.
 */
public final class Teller implements Service {
  static final String TELL = "tell";

  private final String name;
  private @Nullable ServiceContext context;

  /** @param name of the service for which it stands */
  public Teller(String name) {
    this.name = name;
  }

  @Override
  public ServiceSpec spec() {
    Schema event = Schema.object()
        .required("type", Schema.string())
        .required("subject", Schema.string())
        .optional("owner", Schema.string())
        .required("data", Schema.object().with("additionalProperties", true));
    return ServiceSpec.named(name)
        .keepsData("db/teller")
        .operation(Operation.named(TELL)
            .input(Schema.object().required("events", Schema.array(event)))
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
        .map(JsonObject.class::cast)
        .map(Teller::event)
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
