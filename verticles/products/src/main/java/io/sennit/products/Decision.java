package io.sennit.products;

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
 * @param follows the position of the command that was decided before it
 */
record Decision(UUID order, long position, long follows, String type, Body data) {

  static Decision of(Row row) {
    long position = row.getLong("position");
    return new Decision(
        row.getUUID("order_id"),
        position,
        position,
        row.getString("type"),
        Body.ofText(row.getString("data")));
  }

  /** The answer to the command, whether it is given for the first time or again. */
  NewEvent answer(Command command) {
    return NewEvent.of(type, order.toString(), data).because(command.event());
  }

  static Future<Void> keep(Transaction transaction, Collection<Decision> decisions) {
    if (decisions.isEmpty()) {
      return Future.succeededFuture();
    }
    return transaction
        .execute(ProductSql.DECIDE, columns(decisions))
        .compose(
            kept -> kept.rowCount() == decisions.size() ? Future.succeededFuture() : overtaken());
  }

  /** Two sagas of an order at once are in two partitions; the one that comes second looks again. */
  private static Future<Void> overtaken() {
    return Future.failedFuture(new IllegalStateException(
        "another command of one of these orders was decided at the same time"));
  }

  private static Tuple columns(Collection<Decision> decisions) {
    return Tuple.of(
        decisions.stream().map(Decision::order).toArray(UUID[]::new),
        decisions.stream().map(Decision::position).toArray(Long[]::new),
        decisions.stream().map(Decision::follows).toArray(Long[]::new),
        decisions.stream().map(Decision::type).toArray(String[]::new),
        decisions.stream().map(decision -> decision.data().text()).toArray(String[]::new));
  }
}
