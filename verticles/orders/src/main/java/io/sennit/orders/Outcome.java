package io.sennit.orders;

import io.sennit.contracts.Reason;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.saga.SagaRun;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How sagas of orders ended, as it is told. */
final class Outcome {
  private Outcome() {}

  /** An event for each order that has changed, with the order as it is kept now. */
  static List<NewEvent> told(
      RowSet<Row> changed,
      List<SagaRun> runs,
      Function<SagaRun, String> orderOf,
      Function<Order, String> type) {
    Map<String, SagaRun> byOrder =
        runs.stream().collect(Collectors.toMap(orderOf, Function.identity()));
    return Order.list(changed).stream()
        .map(order -> {
          SagaRun run = byOrder.get(order.id());
          if (run == null) {
            throw new IllegalStateException("no saga has changed the order " + order.id());
          }
          return run.event(type.apply(order), order.id(), order.toJson()).ownedBy(order.userId());
        })
        .toList();
  }

  /** Why a saga failed: what a refused charge means is for the orders to say. */
  static String reason(SagaRun run, String charge) {
    return charge.equals(run.failedStep()) && run.answer(charge) != null
        ? Reason.PAYMENT_REFUSED.name()
        : String.valueOf(run.reason());
  }
}
