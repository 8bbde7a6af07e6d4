package io.sennit.mesh.event;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service that tells of each sale in the transaction that makes it. */
final class Seller implements Service {
  private @Nullable ServiceContext context;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("seller")
        .keepsData("db/seller")
        .publishes("news.*", Access.AUTHENTICATED)
        .operation(Operation.named("sell")
            .access(Access.ANYONE)
            .input(Schema.object()
                .required("subject", Schema.string())
                .required("number", Schema.integer())
                .optional("type", Schema.string())
                .optional("owner", Schema.string())
                .optional("thenFail", Schema.bool()))
            .handledBy(this::sell))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> sell(Call call) {
    return known().store().inTransaction(call, tx -> sell(tx, call.input())).map(Reply.noContent());
  }

  private Future<Void> sell(Transaction tx, JsonObject input) {
    String subject = input.getString("subject");
    return tx.execute("INSERT INTO sale (subject) VALUES ($1)", Tuple.of(subject))
        .compose(sold -> known().events().append(tx, event(input)))
        .compose(told -> Boolean.TRUE.equals(input.getBoolean("thenFail"))
            ? Future.failedFuture(new IllegalStateException("rolled back on purpose"))
            : Future.succeededFuture());
  }

  private static NewEvent event(JsonObject input) {
    NewEvent event = NewEvent.of(
        input.getString("type", "sale.made"),
        input.getString("subject"),
        new JsonObject().put("number", input.getInteger("number")));
    String owner = input.getString("owner");
    return owner == null ? event : event.ownedBy(owner);
  }

  private ServiceContext known() {
    return Objects.requireNonNull(context);
  }
}
