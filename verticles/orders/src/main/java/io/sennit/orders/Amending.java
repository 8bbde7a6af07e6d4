package io.sennit.orders;

import io.sennit.contracts.Line;
import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.contracts.Reason;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Changing a confirmed order: what is more is reserved, the difference is charged or given back,
 * and only then what is less is returned. So every step before the last can be undone for certain,
 * and the last cannot be refused.
 */
final class Amending {
  private static final String SAGA = "amend-order";
  private static final String CHARGE = "charge";

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

  Future<Reply> amend(Call call, Sequel sequel) {
    return prices
        .of(call, Inputs.lines(call.input()))
        .compose(items -> context
            .store()
            .once(
                call,
                sequel,
                transaction -> orders
                    .hold(transaction, call)
                    .compose(order -> amend(transaction, owned(call, order), items))
                    .map(Orders::answer)));
  }

  private static Order owned(Call call, Order order) {
    if (!order.userId().equals(call.identity().subject())) {
      throw Problem.of(Kind.FORBIDDEN, "Only the user who placed an order may change it.");
    }
    return order;
  }

  private Future<Order> amend(Transaction transaction, Order order, List<Item> items) {
    if (order.status() != Order.Status.CONFIRMED || !order.isSettled()) {
      return Future.failedFuture(Problem.of(
          Kind.CONFLICT,
          "Only a confirmed order of which nothing else is under way can be changed; this one is "
              + order.status()
              + (order.isSettled() ? "." : ", and a change of it has not settled yet.")));
    }
    Money total = Prices.total(items);
    if (!total.currency().equals(order.total().currency())) {
      return Future.failedFuture(Problem.invalid(
          "items", "must have prices in " + order.total().currency() + ", as the order has"));
    }
    JsonObject input = new JsonObject()
        .put("orderId", order.id())
        .put("userId", order.userId())
        .put("before", Item.toJson(order.items()))
        .put("items", Item.toJson(items))
        .put("paid", order.total().toJson())
        .put("total", total.toJson())
        .put("version", order.version());
    Future<?> asked = transaction.execute(
        OrderSql.ASK, Tuple.of(order.id(), Change.amending(items).toJson().encode()));
    Future<?> started = context
        .sagas()
        .start(transaction, SAGA, order.id() + "." + order.updated().toEpochMilli(), input);
    return Future.all(asked, started).compose(kept -> orders.read(transaction, order.id()));
  }

  static Saga.Builder saga(Supplier<Amending> amending) {
    return Saga.named(SAGA)
        .step(Step.named("reserve")
            .to("products")
            .command(Stock.RESERVE, run -> reserve(run, most(run)))
            .done(Stock.RESERVED)
            .refused(Stock.REJECTED)
            .undo(Stock.RESERVE, run -> reserve(run, lines(run, "before")))
            .undone(Stock.RESERVED))
        .step(Step.named(CHARGE)
            .to("payments")
            .command(Payment.CHARGE, run -> charge(run, "total"))
            .done(Payment.CHARGED)
            .refused(Payment.REFUSED)
            .undo(Payment.CHARGE, run -> charge(run, "paid"))
            .undone(Payment.CHARGED))
        .step(Step.named("return")
            .to("products")
            .command(Stock.RESERVE, run -> reserve(run, lines(run, "items")))
            .done(Stock.RESERVED))
        .onCompleted((runs, transaction) -> amending.get().amended(runs, transaction))
        .onFailed((runs, transaction) -> amending.get().refused(runs, transaction));
  }

  private static JsonObject reserve(SagaRun run, List<Line> lines) {
    return new Stock.Reserve(run.input().getString("orderId"), lines).toJson();
  }

  private static JsonObject charge(SagaRun run, String field) {
    JsonObject input = run.input();
    return new Payment.Charge(
            input.getString("orderId"),
            input.getString("userId"),
            Money.of(input.getJsonObject(field)))
        .toJson();
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
    JsonArray items = run.input().getJsonArray(field);
    return Item.list(items).stream().map(Item::line).toList();
  }

  private Future<Void> amended(List<SagaRun> runs, Transaction transaction) {
    Tuple changed = Tuple.of(
        ids(runs),
        runs.stream().map(run -> run.input().getJsonArray("items").encode()).toArray(String[]::new),
        runs.stream()
            .map(run -> Money.of(run.input().getJsonObject("total")).amount())
            .toArray(Long[]::new));
    List<NewEvent> told = runs.stream()
        .map(run -> run.event("order.amended", order(run), told(run)))
        .toList();
    return transaction
        .execute(OrderSql.AMENDED, changed)
        .compose(settled -> cancelling.follow(transaction, settled, true))
        .compose(followed -> context.events().append(transaction, told));
  }

  private static JsonObject told(SagaRun run) {
    JsonObject input = run.input();
    return new JsonObject()
        .put("id", order(run))
        .put("userId", input.getString("userId"))
        .put("items", input.getJsonArray("items"))
        .put("total", input.getJsonObject("total"))
        .put("version", input.getInteger("version") + 1);
  }

  private Future<Void> refused(List<SagaRun> runs, Transaction transaction) {
    String[] changes = runs.stream()
        .map(run -> Change.amending(Item.list(run.input().getJsonArray("items")))
            .rejected(reason(run))
            .toJson()
            .encode())
        .toArray(String[]::new);
    return transaction
        .execute(OrderSql.NOT_AMENDED, Tuple.of(ids(runs), (Object) changes))
        .compose(settled -> cancelling.follow(transaction, settled, true));
  }

  private static String reason(SagaRun run) {
    return CHARGE.equals(run.failedStep()) && run.answer(CHARGE) != null
        ? Reason.PAYMENT_REFUSED.name()
        : String.valueOf(run.reason());
  }

  private static String order(SagaRun run) {
    return run.input().getString("orderId");
  }

  private static String[] ids(List<SagaRun> runs) {
    return runs.stream().map(Amending::order).toArray(String[]::new);
  }
}
