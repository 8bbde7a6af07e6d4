package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * Carries out what orders ask to be paid, many commands in one transaction: two round trips to the
 * database, however many there are.
 */
final class Cashier {
  private final EventLog events;

  Cashier(EventLog events) {
    this.events = events;
  }

  Future<Void> handle(List<Event> told, Transaction transaction) {
    List<Command> commands = told.stream().map(Command::of).toList();
    return look(transaction, commands).compose(books -> {
      commands.forEach(books::decide);
      return keep(transaction, books);
    });
  }

  private static Future<Books> look(Transaction transaction, List<Command> commands) {
    Tuple users = Tuple.tuple()
        .addArrayOfString(commands.stream().map(Command::user).distinct().toArray(String[]::new));
    Tuple orders = Tuple.tuple()
        .addArrayOfUUID(commands.stream().map(Command::order).distinct().toArray(UUID[]::new));
    // First: whoever holds an account alone sees all that was paid from it.
    Future<RowSet<Row>> accounts = transaction.execute(PaymentSql.HOLD, users);
    Future<RowSet<Row>> paid = transaction.execute(PaymentSql.PAID, orders);
    Future<RowSet<Row>> decided = transaction.execute(PaymentSql.DECIDED, orders);
    return Future.all(accounts, paid, decided)
        .map(all -> books(accounts.result(), paid.result(), decided.result()));
  }

  private static Books books(RowSet<Row> accounts, RowSet<Row> paid, RowSet<Row> decided) {
    Books books = new Books();
    accounts.forEach(row -> books.has(
        row.getString("id"), new Money(row.getLong("balance"), row.getString("currency"))));
    paid.forEach(row ->
        books.paid(row.getUUID("order_id"), row.getString("account"), row.getLong("amount")));
    decided.forEach(row -> books.decided(Decision.of(row)));
    return books;
  }

  private Future<Void> keep(Transaction transaction, Books books) {
    Future<Void> transfers = Transfer.add(transaction, books.transfers());
    Future<Void> decisions = Decision.keep(transaction, books.decisions());
    Future<Void> answers = events.append(transaction, books.answers());
    return Future.all(transfers, decisions, answers).mapEmpty();
  }
}
