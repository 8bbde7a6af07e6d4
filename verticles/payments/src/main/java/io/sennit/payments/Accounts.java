package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The accounts as their owners and admins see them. An account is made when money first comes to
 * it; before that everybody's is empty.
 */
final class Accounts {
  private static final int PAGE = 50;
  private static final String USUAL_CURRENCY = "EUR";

  private final Store store;
  private final Owners owners;

  Accounts(Store store, Owners owners) {
    this.store = store;
    this.owners = owners;
  }

  Future<Reply> own(Call call) {
    return read(call, call.identity().subject());
  }

  /** Somebody else's account is not there, as one that never was. */
  Future<Reply> read(Call call) {
    String user = call.input().getString("userId");
    Identity caller = call.identity();
    boolean may =
        caller.subject().equals(user) || caller.isOperator() || caller.hasAnyOf(List.of("admin"));
    return may
        ? read(call, user)
        : Future.failedFuture(Problem.of(Kind.NOT_FOUND, "You have no account with this id."));
  }

  private Future<Reply> read(Call call, String user) {
    JsonObject input = call.input();
    int limit = input.getInteger("limit", PAGE);
    return store
        .read(call, PaymentSql.STATEMENT, page(user, input.getLong("after", Long.MAX_VALUE), limit))
        .map(rows -> Reply.ok(statement(user, rows, limit)));
  }

  /** One more than asked for tells whether there is a next page. */
  private static Tuple page(String user, long after, int limit) {
    return Tuple.of(user, after, limit + 1);
  }

  Future<Reply> deposit(Call call) {
    return owners
        .require(call, call.input().getString("userId"))
        .transform(known -> known.succeeded()
            ? store.once(call, Accounts::deposit)
            : store.earlier(call, known.cause()));
  }

  private static Future<Reply> deposit(Transaction transaction) {
    Call call = transaction.call();
    String user = call.input().getString("userId");
    Money money = Money.of(call.input());
    Transfer.Cause cause = new Transfer.Cause(
        call.operation().toString(), call.identity().subject(), call.headers().get(Repeatable.KEY));
    Transfer transfer = new Transfer(user, Transfer.Kind.DEPOSIT, money, null, cause);
    return open(transaction, user, money)
        .compose(there -> Transfer.add(transaction, List.of(transfer)))
        .compose(moved -> transaction.execute(PaymentSql.STATEMENT, page(user, Long.MAX_VALUE, 1)))
        .map(rows -> Reply.created("/account/" + user, statement(user, rows, 1)));
  }

  /** Makes the account where there is none, and keeps it for this transaction alone. */
  private static Future<Void> open(Transaction transaction, String user, Money money) {
    Future<?> opened = transaction.execute(PaymentSql.OPEN, Tuple.of(user, money.currency()));
    Tuple one = Tuple.tuple().addArrayOfString(new String[] {user});
    return opened.compose(there -> transaction.execute(PaymentSql.HOLD, one)).map(rows -> {
      String currency = rows.iterator().next().getString("currency");
      if (!currency.equals(money.currency())) {
        throw Problem.invalid("currency", "must be " + currency + ", as the account has");
      }
      return null;
    });
  }

  private static JsonObject statement(String user, RowSet<Row> rows, int limit) {
    JsonArray entries = new JsonArray();
    Money balance = Money.none(USUAL_CURRENCY);
    Long next = null;
    for (Row row : rows) {
      balance = new Money(row.getLong("balance"), row.getString("currency"));
      if (entries.size() == limit) {
        next = entries.getJsonObject(limit - 1).getLong("id");
      } else if (row.getLong("id") != null) {
        entries.add(Transfer.toEntry(row));
      }
    }
    return new JsonObject()
        .put("userId", user)
        .put("balance", balance.toJson())
        .put("entries", entries)
        .put("next", next);
  }
}
