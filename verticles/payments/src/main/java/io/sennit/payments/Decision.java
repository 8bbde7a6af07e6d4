package io.sennit.payments;

import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.UUID;

/**
 * The answer to the last command of an order.
 *
 * @param position of the command in the orders' log
 */
record Decision(UUID order, long position, String type, Body data) {

  static Decision of(Row row) {
    return new Decision(
        row.getUUID("order_id"),
        row.getLong("position"),
        row.getString("type"),
        Body.ofText(row.getString("data")));
  }

  /** The answer to the command, whether it is given for the first time or again. */
  NewEvent answer(Command command) {
    return NewEvent.of(type, order.toString(), data)
        .ownedBy(command.user())
        .because(command.event());
  }

  static Future<Void> keep(Transaction transaction, Collection<Decision> decisions) {
    return decisions.isEmpty()
        ? Future.succeededFuture()
        : transaction.execute(PaymentSql.DECIDE, columns(decisions)).mapEmpty();
  }

  private static Tuple columns(Collection<Decision> decisions) {
    return Tuple.of(
        decisions.stream().map(Decision::order).toArray(UUID[]::new),
        decisions.stream().map(Decision::position).toArray(Long[]::new),
        decisions.stream().map(Decision::type).toArray(String[]::new),
        decisions.stream().map(decision -> decision.data().text()).toArray(String[]::new));
  }
}
