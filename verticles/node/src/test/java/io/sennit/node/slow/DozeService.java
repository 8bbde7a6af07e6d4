package io.sennit.node.slow;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service whose statement takes long, and that tells how many of them run in its database. */
public final class DozeService implements Service {
  private static final String DOZE = "SELECT pg_sleep(30)";
  private static final String DOZING =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE $1";

  private @Nullable Store store;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("doze")
        .keepsData("db/doze")
        .operation(
            Operation.named("begin").post("/doze").access(Access.ANYONE).handledBy(this::doze))
        .operation(
            Operation.named("count").get("/doze").access(Access.ANYONE).handledBy(this::dozing))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    store = context.store();
    return Future.succeededFuture();
  }

  private Future<Reply> doze(Call call) {
    return Objects.requireNonNull(store)
        .inTransaction(call, transaction -> transaction.execute(DOZE))
        .map(Reply.noContent());
  }

  private Future<Reply> dozing(Call call) {
    return Objects.requireNonNull(store)
        .read(call, DOZING, Tuple.of("%pg_sleep%"))
        .map(rows ->
            Reply.ok(new JsonObject().put("count", rows.iterator().next().getLong(0))));
  }
}
