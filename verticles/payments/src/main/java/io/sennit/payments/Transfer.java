package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes between an account and the house.
 *
 * @param money what the account gets; negative where the house does
 * @param order for which it was paid or given back
 */
record Transfer(
    String account, Kind kind, Money money, @Nullable UUID order, Cause cause) {

  enum Kind {
    DEPOSIT("deposits"),
    CHARGE("shop"),
    REFUND("shop");

    private final String house;

    Kind(String house) {
      this.house = house;
    }
  }

  /**
   * Why it goes.
   *
   * @param reference the event or the operation
   * @param actor who called the operation
   * @param key the idempotency key of that call
   */
  record Cause(
      String reference, @Nullable String actor, @Nullable String key) {}

  static Future<Void> add(Transaction transaction, List<Transfer> transfers) {
    return transfers.isEmpty()
        ? Future.succeededFuture()
        : transaction.execute(PaymentSql.TRANSFER, columns(transfers)).mapEmpty();
  }

  private static Tuple columns(List<Transfer> transfers) {
    return Tuple.tuple()
        .addArrayOfString(transfers.stream().map(Transfer::account).toArray(String[]::new))
        .addArrayOfString(
            transfers.stream().map(transfer -> transfer.kind().house).toArray(String[]::new))
        .addArrayOfLong(
            transfers.stream().map(transfer -> transfer.money().amount()).toArray(Long[]::new))
        .addArrayOfString(
            transfers.stream().map(transfer -> transfer.money().currency()).toArray(String[]::new))
        .addArrayOfString(
            transfers.stream().map(transfer -> transfer.kind().name()).toArray(String[]::new))
        .addArrayOfUUID(transfers.stream().map(Transfer::order).toArray(UUID[]::new))
        .addArrayOfString(
            transfers.stream().map(transfer -> transfer.cause().reference()).toArray(String[]::new))
        .addArrayOfString(
            transfers.stream().map(transfer -> transfer.cause().actor()).toArray(String[]::new))
        .addArrayOfString(
            transfers.stream().map(transfer -> transfer.cause().key()).toArray(String[]::new));
  }

  /** The account's side of it. */
  static JsonObject toEntry(Row row) {
    JsonObject json = new JsonObject()
        .put("id", row.getLong("id"))
        .put("kind", row.getString("kind"))
        .put("amount", new Money(row.getLong("amount"), row.getString("currency")).toJson())
        .put("cause", row.getString("cause"))
        .put("time", row.getOffsetDateTime("time").toInstant().toString());
    UUID order = row.getUUID("order_id");
    String actor = row.getString("actor");
    if (order != null) {
      json.put("orderId", order.toString());
    }
    return actor == null ? json : json.put("by", actor);
  }
}
