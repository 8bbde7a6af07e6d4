package io.sennit.orders;

import io.sennit.contracts.Line;
import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.contracts.Stock;
import io.sennit.mesh.event.NewEvent;
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
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Changing a confirmed order: what is more is reserved and paid, and then what is less is returned
 * and refunded. So what can be refused comes first and can be undone for certain; behind it nothing
 * can be refused, and nothing is undone, however long it takes.
 */
final class Amending {
  private static final String SAGA = "amend-order";
  private static final String CHARGE = "charge";
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);
  private static final Duration TO_REFUSE = Duration.ofMinutes(1);

  private final ServiceContext context;
  private final Orders orders;
  private final Prices prices;
  private final Cancelling cancelling;

  Amending(ServiceContext context, Orders orders, Prices prices, Cancelling cancelling) {
    this.context = context;
    this.orders = orders;
    this.prices = prices;
    this.cancelling = cancelling;
  }

  /** What an order shall become, of how it stood when that was asked for. */
  private record Wish(Order before, List<Item> items) {}

  Future<Reply> amend(Call call, Sequel sequel) {
    List<Line> lines = Inputs.lines(call.input());
    return orders
        .find(call, call.input().getString("id"))
        .compose(order -> wish(call, order, lines))
        .transform(wished -> wished.failed()
            ? context.store().earlier(call, wished.cause())
            : context
                .store()
                .once(call, sequel, transaction -> amend(transaction, call, wished.result())));
  }

  private Future<Wish> wish(Call call, Order order, List<Line> lines) {
    Repricing repricing = new Repricing(order.items(), lines);
    return prices
        .of(call, repricing.more(), order.total().currency())
        .map(bought -> new Wish(order, repricing.with(bought)));
  }

  private Future<Reply> amend(Transaction transaction, Call call, Wish wish) {
    return orders
        .hold(transaction, call)
        .compose(order -> begin(transaction, changeable(call, order, wish), wish.items()))
        .map(order -> order.tag().on(Reply.ok(order.toJson())));
  }

  private static Order changeable(Call call, Order order, Wish wish) {
    if (!order.userId().equals(call.identity().subject())) {
      throw Problem.of(Kind.FORBIDDEN, "Only the user who placed an order may change it.");
    }
    if (order.status() != Order.Status.CONFIRMED || !order.isSettled()) {
      throw Problem.of(
          Kind.CONFLICT,
          "Only a confirmed order of which nothing else is under way can be changed; this one is "
              + order.status()
              + (order.isSettled() ? "." : ", and a change of it has not settled yet."));
    }
    if (order.version() != wish.before().version()) {
      throw Problem.of(
          Kind.CONFLICT, "The order has changed meanwhile: read it again, and decide anew.");
    }
    return order;
  }

  private Future<Order> begin(Transaction transaction, Order order, List<Item> items) {
    Money total = Prices.total(items);
    if (!total.currency().equals(order.total().currency())) {
      throw Problem.invalid(
          "items", "must have prices in " + order.total().currency() + ", as the order has");
    }
    JsonObject input = new JsonObject()
        .put("orderId", order.id())
        .put("userId", order.userId())
        .put("before", Item.toJson(order.items()))
        .put("items", Item.toJson(items))
        .put("paid", order.total().toJson())
        .put("total", total.toJson());
    Future<?> started =
        context.sagas().start(transaction, SAGA, order.id() + "." + order.version(), input);
    return transaction
        .execute(
            OrderSql.ASK, Tuple.of(order.id(), Change.amending(items).toJson().encode()))
        .compose(asked -> started.map(Order.of(asked.iterator().next())));
  }

  static Saga.Builder saga(Supplier<Amending> amending) {
    return Saga.named(SAGA)
        .ownedBy(Order::owner)
        .within(AS_LONG_AS_IT_TAKES)
        .step(Step.named("reserve")
            .to("products")
            .command(Stock.RESERVE, run -> reserve(run, most(run)))
            .done(Stock.RESERVED)
            .refused(Stock.REJECTED)
            .undo(Stock.RESERVE, run -> reserve(run, lines(run, "before")))
            .undone(Stock.RESERVED)
            .within(TO_REFUSE))
        .step(Step.named(CHARGE)
            .to("payments")
            .command(Payment.CHARGE, run -> charge(run, dearer(run)))
            .done(Payment.CHARGED)
            .refused(Payment.REFUSED)
            .undo(Payment.CHARGE, run -> charge(run, money(run, "paid")))
            .undone(Payment.CHARGED)
            .within(TO_REFUSE))
        .step(Step.named("return")
            .to("products")
            .command(Stock.RESERVE, run -> reserve(run, lines(run, "items")))
            .done(Stock.RESERVED)
            .within(AS_LONG_AS_IT_TAKES))
        .step(Step.named("refund")
            .to("payments")
            .command(Payment.CHARGE, run -> charge(run, money(run, "total")))
            .done(Payment.CHARGED)
            .within(AS_LONG_AS_IT_TAKES))
        .onCompleted((runs, transaction) -> amending.get().amended(runs, transaction))
        .onFailed((runs, transaction) -> amending.get().refused(runs, transaction));
  }

  private static JsonObject reserve(SagaRun run, List<Line> lines) {
    return new Stock.Reserve(order(run), lines).toJson();
  }

  private static JsonObject charge(SagaRun run, Money total) {
    return new Payment.Charge(order(run), run.input().getString("userId"), total).toJson();
  }

  private static Money dearer(SagaRun run) {
    Money paid = money(run, "paid");
    Money total = money(run, "total");
    return total.amount() > paid.amount() ? total : paid;
  }

  private static Money money(SagaRun run, String field) {
    return Money.of(run.input().getJsonObject(field));
  }

  /** Of each product as much as the order has or shall have, whichever is more. */
  private static List<Line> most(SagaRun run) {
    Map<String, Integer> most = new LinkedHashMap<>();
    for (String field : List.of("before", "items")) {
      lines(run, field).forEach(line -> most.merge(line.productId(), line.quantity(), Math::max));
    }
    List<Line> lines = new ArrayList<>();
    most.forEach((product, quantity) -> lines.add(new Line(product, quantity)));
    return lines;
  }

  private static List<Line> lines(SagaRun run, String field) {
    return Item.lines(Item.list(run.input().getJsonArray(field)));
  }

  private Future<Void> amended(List<SagaRun> runs, Transaction transaction) {
    Tuple changed = Tuple.tuple()
        .addArrayOfString(ids(runs))
        .addArrayOfString(texts(runs, run -> run.input().getJsonArray("items").encode()))
        .addArrayOfLong(
            runs.stream().map(run -> money(run, "total").amount()).toArray(Long[]::new));
    return transaction.execute(OrderSql.AMENDED, changed).compose(rows -> {
      List<NewEvent> told = Outcome.told(rows, runs, Amending::order, order -> "order.amended");
      return context
          .events()
          .append(transaction, told)
          .compose(there -> cancelling.follow(transaction, rows));
    });
  }

  private Future<Void> refused(List<SagaRun> runs, Transaction transaction) {
    String[] changes = texts(
        runs,
        run -> Change.amending(Item.list(run.input().getJsonArray("items")))
            .rejected(Outcome.reason(run, CHARGE))
            .toJson()
            .encode());
    Tuple kept = Tuple.tuple().addArrayOfString(ids(runs)).addArrayOfString(changes);
    return transaction
        .execute(OrderSql.NOT_AMENDED, kept)
        .compose(rows -> cancelling.follow(transaction, rows));
  }

  private static String order(SagaRun run) {
    return run.input().getString("orderId");
  }

  private static String[] ids(List<SagaRun> runs) {
    return texts(runs, Amending::order);
  }

  private static String[] texts(List<SagaRun> runs, Function<SagaRun, String> text) {
    return runs.stream().map(text).toArray(String[]::new);
  }
}
