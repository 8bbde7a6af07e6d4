package io.sennit.orders;

import io.sennit.contracts.Payment;
import io.sennit.contracts.Stock;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.saga.Saga;
import io.sennit.mesh.saga.SagaRun;
import io.sennit.mesh.saga.Step;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.store.Sequel;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cancelling an order: its stock is returned and its money refunded. Neither can be refused, so it
 * is never undone, however long it takes.
 */
final class Cancelling {
  private static final String SAGA = "cancel-order";
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private final ServiceContext context;
  private final Orders orders;

  Cancelling(ServiceContext context, Orders orders) {
    this.context = context;
    this.orders = orders;
  }

  Future<Reply> cancel(Call call, Sequel sequel) {
    return context
        .store()
        .once(
            call,
            sequel,
            transaction -> orders
                .hold(transaction, call)
                .compose(order -> cancel(transaction, order))
                .map(order -> order.tag().on(Reply.accepted(order.toJson()))));
  }

  /** What is under way is not interrupted: the order is cancelled when it has settled. */
  private Future<Order> cancel(Transaction transaction, Order order) {
    if (order.isGivenUp()) {
      return Future.succeededFuture(order);
    }
    if (order.status() == Order.Status.REJECTED) {
      return Future.failedFuture(
          Problem.of(Kind.CONFLICT, "The order was rejected, so there is nothing to cancel."));
    }
    return order.isSettled()
        ? begin(transaction, order)
        : transaction
            .execute(OrderSql.CANCEL_LATER, Tuple.of(order.id()))
            .map(rows -> Order.of(rows.iterator().next()));
  }

  /** Cancels those of these orders whose users asked for it while something else was under way. */
  Future<Void> follow(Transaction transaction, RowSet<Row> settled) {
    Future<?> done = Future.succeededFuture();
    for (Row row : settled) {
      Order order = Order.of(row);
      if (row.getBoolean("cancel") && order.status() == Order.Status.CONFIRMED) {
        done = done.compose(before -> begin(transaction, order));
      }
    }
    return done.mapEmpty();
  }

  private Future<Order> begin(Transaction transaction, Order order) {
    JsonObject input = new JsonObject().put("orderId", order.id()).put("userId", order.userId());
    Future<?> started = context.sagas().start(transaction, SAGA, order.id(), input);
    return transaction
        .execute(OrderSql.ASK, Tuple.of(order.id(), Change.cancelling().toJson().encode()))
        .compose(asked -> started.map(Order.of(asked.iterator().next())));
  }

  static Saga.Builder saga(Supplier<Cancelling> cancelling) {
    return Saga.named(SAGA)
        .ownedBy(Order::owner)
        .within(AS_LONG_AS_IT_TAKES)
        .step(Step.named("release")
            .to("products")
            .command(Stock.RELEASE, run -> new Stock.Release(run.id()).toJson())
            .done(Stock.RELEASED)
            .within(AS_LONG_AS_IT_TAKES))
        .step(Step.named("refund")
            .to("payments")
            .command(
                Payment.REFUND,
                run -> new Payment.Refund(run.id(), run.input().getString("userId")).toJson())
            .done(Payment.REFUNDED)
            .within(AS_LONG_AS_IT_TAKES))
        .onCompleted((runs, transaction) -> cancelling.get().cancelled(runs, transaction));
  }

  private Future<Void> cancelled(List<SagaRun> runs, Transaction transaction) {
    Tuple ids =
        Tuple.tuple().addArrayOfString(runs.stream().map(SagaRun::id).toArray(String[]::new));
    return transaction
        .execute(OrderSql.CANCELLED, ids)
        .compose(rows -> context
            .events()
            .append(
                transaction, Outcome.told(rows, runs, SagaRun::id, order -> "order.cancelled")));
  }
}
