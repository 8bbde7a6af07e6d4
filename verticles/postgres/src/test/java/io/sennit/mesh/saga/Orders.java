package io.sennit.mesh.saga;

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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service that leads sagas of three steps elsewhere and one of its own. */
final class Orders implements Service {
  static final List<String> PARTICIPANTS = List.of("stock", "account", "carrier");
  private static final Duration SHORT = Duration.ofMillis(500);

  private @Nullable ServiceContext context;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("orders")
        .keepsData("db/orders")
        .operation(Operation.named("place")
            .access(Access.ANYONE)
            .input(Schema.object()
                .required("id", Schema.string())
                .required("plan", Schema.map(Schema.string()))
                .optional("saga", Schema.string())
                .optional("pieces", Schema.integer()))
            .handledBy(this::place))
        .saga(saga("place-order", Duration.ofSeconds(20)))
        .saga(saga("hurry", SHORT))
        .saga(saga("run-out", Duration.ofSeconds(20)).within(SHORT))
        .saga(Saga.named("hurry-up")
            .step(step("stock"))
            .step(step("account").within(SHORT))
            .step(step("carrier"))
            .onCompleted((sagas, transaction) -> settle(sagas, transaction, "CONFIRMED"))
            .onFailed((sagas, transaction) -> settle(sagas, transaction, "REJECTED")))
        .saga(Saga.named("bare")
            .attempts(3, Duration.ofMillis(20), Duration.ofMillis(100))
            .step(Step.named("stock")
                .to("stock")
                .command("stock.do")
                .done("stock.done")
                .within(SHORT))
            .onFailed((sagas, transaction) -> settle(sagas, transaction, "REJECTED")))
        .build();
  }

  private Saga.Builder saga(String name, Duration within) {
    return Saga.named(name)
        .ownedBy(plan -> plan.getString("user"))
        .attempts(3, Duration.ofMillis(20), Duration.ofMillis(100))
        .step(step("stock").within(within))
        .step(step("account").within(within))
        .step(step("carrier").within(within))
        .step(Step.local("confirm", this::confirm).undo(this::unconfirm))
        .onCompleted((sagas, transaction) -> settle(sagas, transaction, "CONFIRMED"))
        .onFailed((sagas, transaction) -> settle(sagas, transaction, "REJECTED"));
  }

  private static Step.Command step(String participant) {
    return Step.named(participant)
        .to(participant)
        .command(participant + ".do")
        .done(participant + ".done")
        .refused(participant + ".refused")
        .undo(participant + ".undo")
        .undone(participant + ".undone");
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> place(Call call) {
    ServiceContext known = Objects.requireNonNull(context);
    String id = call.input().getString("id");
    int pieces = call.input().getInteger("pieces", 0);
    return known
        .store()
        .inTransaction(call, transaction -> {
          for (int piece = 1; piece < pieces; piece++) {
            place(known, transaction, id + "-" + piece, call.input());
          }
          return place(known, transaction, pieces == 0 ? id : id + "-0", call.input());
        })
        .map(Reply.noContent());
  }

  private static Future<Void> place(
      ServiceContext known, Transaction transaction, String id, JsonObject input) {
    transaction.execute("INSERT INTO placed (id, status) VALUES ($1, 'PENDING')", Tuple.of(id));
    String saga = input.getString("saga", "place-order");
    return known.sagas().start(transaction, saga, id, input.getJsonObject("plan"));
  }

  private Future<Void> confirm(List<SagaRun> sagas, Transaction transaction) {
    sagas.stream()
        .filter(saga -> saga.input().getString("confirm", "").equals("refuse"))
        .forEach(saga -> saga.refuse("CHANGED_MIND"));
    return Future.succeededFuture();
  }

  private Future<Void> unconfirm(List<SagaRun> sagas, Transaction transaction) {
    return Future.succeededFuture();
  }

  private static Future<Void> settle(List<SagaRun> sagas, Transaction transaction, String status) {
    if (sagas.stream().anyMatch(saga -> saga.input().getString("settle", "").equals("fail"))) {
      return Future.failedFuture(new IllegalStateException("a broken handler"));
    }
    String[] ids = sagas.stream().map(SagaRun::id).toArray(String[]::new);
    String[] reasons = sagas.stream().map(SagaRun::reason).toArray(String[]::new);
    Tuple parameters =
        Tuple.tuple().addString(status).addArrayOfString(ids).addArrayOfString(reasons);
    transaction.execute("""
        UPDATE placed SET status = $1, reason = ended.reason
          FROM unnest($2::text[], $3::text[]) AS ended (id, reason) WHERE placed.id = ended.id
        """, parameters);
    return transaction
        .execute(
            "INSERT INTO settled (id, status) SELECT unnest($2::text[]), $1",
            Tuple.tuple().addString(status).addArrayOfString(ids))
        .mapEmpty();
  }
}
