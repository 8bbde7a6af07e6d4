package io.sennit.orders;

import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.contracts.Reason;
import io.sennit.contracts.Stock;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.saga.Saga;
import io.sennit.mesh.saga.SagaRun;
import io.sennit.mesh.saga.Step;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Placing an order: it is there at once, and is confirmed when its stock is reserved and its price
 * is charged, or rejected with a reason.
 */
final class Placing {
  private static final String SAGA = "place-order";
  private static final String RESERVE = "reserve";
  private static final String CHARGE = "charge";

  private final ServiceContext context;
  private final Prices prices;
  private final Cancelling cancelling;
  private final Clock clock;

  Placing(ServiceContext context, Prices prices, Cancelling cancelling, Clock clock) {
    this.context = context;
    this.prices = prices;
    this.cancelling = cancelling;
    this.clock = clock;
  }

  Future<Reply> place(Call call) {
    return prices
        .of(call, Inputs.lines(call.input()))
        .compose(items ->
            context.store().once(call, transaction -> place(transaction, placed(call, items))));
  }

  private Order placed(Call call, List<Item> items) {
    // PostgreSQL keeps no more than microseconds; what is answered now must be what is read later.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Order(
        Ids.next().toString(),
        call.identity().subject(),
        Order.Status.PENDING,
        null,
        items,
        Prices.total(items),
        1,
        now,
        now,
        null);
  }

  /** Nothing of it waits for an answer before the next is sent. */
  private Future<Reply> place(Transaction transaction, Order order) {
    Future<?> row = transaction.execute(
        OrderSql.PLACE,
        Tuple.of(
            order.id(),
            order.userId(),
            Item.toJson(order.items()).encode(),
            order.total().amount(),
            order.total().currency(),
            order.created().atOffset(ZoneOffset.UTC)));
    Future<?> told = context
        .events()
        .append(transaction, NewEvent.of("order.placed", order.id(), order.toJson()));
    Future<?> started = context.sagas().start(transaction, SAGA, order.id(), order.toJson());
    return Future.all(row, told, started)
        .map(kept -> Reply.created("/order/" + order.id(), order.toJson()));
  }

  static Saga.Builder saga(Supplier<Placing> placing) {
    return Saga.named(SAGA)
        .step(Step.named(RESERVE)
            .to("products")
            .command(Stock.RESERVE, Placing::reservation)
            .done(Stock.RESERVED)
            .refused(Stock.REJECTED)
            .undo(Stock.RELEASE, run -> new Stock.Release(run.id()).toJson())
            .undone(Stock.RELEASED))
        .step(Step.named(CHARGE)
            .to("payments")
            .command(Payment.CHARGE, Placing::charge)
            .done(Payment.CHARGED)
            .refused(Payment.REFUSED)
            .undo(
                Payment.REFUND,
                run -> new Payment.Refund(run.id(), run.input().getString("userId")).toJson())
            .undone(Payment.REFUNDED))
        .onCompleted((runs, tx) -> placing.get().settle(runs, tx, Order.Status.CONFIRMED))
        .onFailed((runs, tx) -> placing.get().settle(runs, tx, Order.Status.REJECTED));
  }

  private static JsonObject reservation(SagaRun run) {
    List<Item> items = Item.list(run.input().getJsonArray("items"));
    return new Stock.Reserve(run.id(), items.stream().map(Item::line).toList()).toJson();
  }

  private static JsonObject charge(SagaRun run) {
    return new Payment.Charge(
            run.id(), run.input().getString("userId"), Money.of(run.input().getJsonObject("total")))
        .toJson();
  }

  private Future<Void> settle(List<SagaRun> runs, Transaction transaction, Order.Status status) {
    Tuple outcomes = Tuple.of(
        runs.stream().map(SagaRun::id).toArray(String[]::new),
        runs.stream().map(run -> status.name()).toArray(String[]::new),
        runs.stream().map(run -> reason(run, status)).toArray(String[]::new));
    boolean confirmed = status == Order.Status.CONFIRMED;
    return transaction
        .execute(OrderSql.SETTLE, outcomes)
        .compose(settled -> cancelling.follow(transaction, settled, confirmed))
        .compose(followed -> context
            .events()
            .append(transaction, runs.stream().map(run -> told(run, status)).toList()));
  }

  private static NewEvent told(SagaRun run, Order.Status status) {
    JsonObject order = run.input().copy().put("status", status.name()).put("version", 2);
    String reason = reason(run, status);
    return run.event(
        "order." + status.name().toLowerCase(Locale.ROOT),
        run.id(),
        reason == null ? order : order.put("reason", reason));
  }

  private static @Nullable String reason(SagaRun run, Order.Status status) {
    if (status == Order.Status.CONFIRMED) {
      return null;
    }
    if (CHARGE.equals(run.failedStep()) && run.answer(CHARGE) != null) {
      return Reason.PAYMENT_REFUSED.name();
    }
    return run.reason();
  }
}
