package io.sennit.orders;

import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.contracts.Stock;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.saga.Beginning;
import io.sennit.mesh.saga.Saga;
import io.sennit.mesh.saga.SagaRun;
import io.sennit.mesh.saga.Step;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.store.Gathering;
import io.sennit.mesh.store.Piece;
import io.sennit.mesh.store.Sequel;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  private static final String USUAL_CURRENCY = "EUR";
  /** Longer than a service or a database is away that has crashed and starts again. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final ServiceContext context;
  private final Prices prices;
  private final Cancelling cancelling;
  private final Clock clock;
  private final Gathering<Order> placements;

  Placing(ServiceContext context, Prices prices, Cancelling cancelling, Clock clock) {
    this.context = context;
    this.prices = prices;
    this.cancelling = cancelling;
    this.clock = clock;
    this.placements = context.store().gathering(this::place);
  }

  Future<Reply> place(Call call, Sequel sequel) {
    return prices
        .of(call, Inputs.lines(call.input()), USUAL_CURRENCY)
        .map(items -> placed(call, items))
        .transform(order -> order.failed()
            ? context.store().earlier(call, order.cause())
            : placements.once(call, sequel, order.result()));
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

  /** Nothing of it waits for the database, so all of it is sent in one go with what is kept. */
  private Future<List<Reply>> place(Transaction transaction, List<Piece<Order>> pieces) {
    List<NewEvent> events = new ArrayList<>(pieces.size());
    List<Beginning> beginnings = new ArrayList<>(pieces.size());
    List<Reply> replies = new ArrayList<>(pieces.size());
    for (Piece<Order> piece : pieces) {
      String id = piece.wanted().id();
      Body order = Body.of(piece.wanted().toJson());
      events.add(NewEvent.of("order.placed", id, order)
          .ownedBy(piece.wanted().userId())
          .because(piece.call()));
      beginnings.add(new Beginning(piece.call(), id, order));
      replies.add(piece.wanted().tag().on(Reply.created("/order/" + id, order)));
    }
    transaction.execute(
        OrderSql.PLACE, columns(pieces.stream().map(Piece::wanted).toList()));
    context.events().append(transaction, events);
    context.sagas().start(transaction, SAGA, beginnings);
    return Future.succeededFuture(replies);
  }

  private static Tuple columns(List<Order> orders) {
    return Tuple.tuple()
        .addArrayOfString(orders.stream().map(Order::id).toArray(String[]::new))
        .addArrayOfString(orders.stream().map(Order::userId).toArray(String[]::new))
        .addArrayOfString(orders.stream()
            .map(order -> Item.toJson(order.items()).encode())
            .toArray(String[]::new))
        .addArrayOfLong(orders.stream().map(order -> order.total().amount()).toArray(Long[]::new))
        .addArrayOfString(
            orders.stream().map(order -> order.total().currency()).toArray(String[]::new))
        .addArrayOfOffsetDateTime(orders.stream()
            .map(order -> order.created().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new));
  }

  static Saga.Builder saga(Supplier<Placing> placing) {
    return Saga.named(SAGA)
        .ownedBy(Order::owner)
        .within(STEP.multipliedBy(2))
        .step(Step.named(RESERVE)
            .to("products")
            .command(Stock.RESERVE, Placing::reservation)
            .done(Stock.RESERVED)
            .refused(Stock.REJECTED)
            .undo(Stock.RELEASE, run -> new Stock.Release(run.id()).toJson())
            .undone(Stock.RELEASED)
            .within(STEP))
        .step(Step.named(CHARGE)
            .to("payments")
            .command(Payment.CHARGE, Placing::charge)
            .done(Payment.CHARGED)
            .refused(Payment.REFUSED)
            .undo(
                Payment.REFUND,
                run -> new Payment.Refund(run.id(), run.input().getString("userId")).toJson())
            .undone(Payment.REFUNDED)
            .within(STEP))
        .onCompleted((runs, tx) -> placing.get().settle(runs, tx, Order.Status.CONFIRMED))
        .onFailed((runs, tx) -> placing.get().settle(runs, tx, Order.Status.REJECTED));
  }

  private static JsonObject reservation(SagaRun run) {
    List<Item> items = Item.list(run.input().getJsonArray("items"));
    return new Stock.Reserve(run.id(), Item.lines(items)).toJson();
  }

  private static JsonObject charge(SagaRun run) {
    return new Payment.Charge(
            run.id(), run.input().getString("userId"), Money.of(run.input().getJsonObject("total")))
        .toJson();
  }

  private Future<Void> settle(List<SagaRun> runs, Transaction transaction, Order.Status status) {
    Tuple outcomes = Tuple.tuple()
        .addArrayOfString(runs.stream().map(SagaRun::id).toArray(String[]::new))
        .addArrayOfString(runs.stream().map(run -> status.name()).toArray(String[]::new))
        .addArrayOfString(runs.stream().map(run -> reason(run, status)).toArray(String[]::new));
    return transaction
        .execute(OrderSql.SETTLE, outcomes)
        .compose(rows -> context
            .events()
            .append(transaction, Outcome.told(rows, runs, SagaRun::id, Placing::told))
            .compose(there -> cancelling.follow(transaction, rows)));
  }

  private static String told(Order order) {
    return "order." + order.status().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String reason(SagaRun run, Order.Status status) {
    return status == Order.Status.CONFIRMED ? null : Outcome.reason(run, CHARGE);
  }
}
