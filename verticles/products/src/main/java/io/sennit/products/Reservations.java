package io.sennit.products;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Carries out what orders ask of the stock, many commands in one transaction: two round trips to
 * the database, however many there are.
 */
final class Reservations {
  private final EventLog events;
  private final Changes changes;

  Reservations(EventLog events, Changes changes) {
    this.events = events;
    this.changes = changes;
  }

  Future<Void> handle(List<Event> told, Transaction transaction) {
    List<Command> commands = told.stream().map(Command::of).toList();
    return look(transaction, commands).compose(shelf -> {
      commands.forEach(shelf::decide);
      return keep(transaction, shelf);
    });
  }

  private static Future<Shelf> look(Transaction transaction, List<Command> commands) {
    UUID[] orders = commands.stream().map(Command::order).distinct().toArray(UUID[]::new);
    UUID[] products = commands.stream()
        .flatMap(command -> command.pieces().keySet().stream())
        .distinct()
        .toArray(UUID[]::new);
    Future<RowSet<Row>> stock = transaction.execute(
        ProductSql.HOLD_STOCK, Tuple.tuple().addArrayOfUUID(products).addArrayOfUUID(orders));
    Future<RowSet<Row>> held = transaction.execute(ProductSql.HELD, Tuple.of(orders));
    Future<RowSet<Row>> decided = transaction.execute(ProductSql.DECIDED, Tuple.of(orders));
    return Future.all(stock, held, decided)
        .map(all -> shelf(stock.result(), held.result(), decided.result()));
  }

  private static Shelf shelf(RowSet<Row> stock, RowSet<Row> held, RowSet<Row> decided) {
    Shelf shelf = new Shelf();
    stock.forEach(
        row -> shelf.has(row.getUUID("product"), row.getLong("pieces"), row.getBoolean("sold")));
    held.forEach(
        row -> shelf.holds(row.getUUID("order_id"), row.getUUID("product"), row.getLong("pieces")));
    decided.forEach(row -> shelf.decided(Decision.of(row)));
    return shelf;
  }

  private Future<Void> keep(Transaction transaction, Shelf shelf) {
    Set<UUID> moved = shelf.movements().stream().map(Movement::product).collect(Collectors.toSet());
    if (!moved.isEmpty()) {
      transaction.afterCommit(() -> changes.moved(moved));
    }
    Future<Void> movements = Movement.add(transaction, shelf.movements());
    Future<Void> decisions = Decision.keep(transaction, shelf.decisions());
    Future<Void> answers = events.append(transaction, shelf.answers());
    return Future.all(movements, decisions, answers).mapEmpty();
  }
}
