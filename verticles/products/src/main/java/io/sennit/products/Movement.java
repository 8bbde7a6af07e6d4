package io.sennit.products;

import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger: pieces that came or, with a negative quantity, went.
 *
 * @param order for which they were reserved or released
 * @param cause the event or the operation
 * @param actor who called the operation
 */
record Movement(
    UUID product,
    long quantity,
    Kind kind,
    @Nullable UUID order,
    String cause,
    @Nullable String actor) {

  enum Kind {
    RECEIVED,
    CORRECTED,
    RESERVED,
    RELEASED
  }

  static Future<Void> add(Transaction transaction, List<Movement> movements) {
    return movements.isEmpty()
        ? Future.succeededFuture()
        : transaction.execute(ProductSql.MOVE, columns(movements)).mapEmpty();
  }

  private static Tuple columns(List<Movement> movements) {
    return Tuple.of(
        movements.stream().map(Movement::product).toArray(UUID[]::new),
        movements.stream().map(Movement::quantity).toArray(Long[]::new),
        movements.stream().map(movement -> movement.kind().name()).toArray(String[]::new),
        movements.stream().map(Movement::order).toArray(UUID[]::new),
        movements.stream().map(Movement::cause).toArray(String[]::new),
        movements.stream().map(Movement::actor).toArray(String[]::new));
  }

  /** A line as auditors read it. */
  static JsonObject toJson(Row row) {
    JsonObject json = new JsonObject()
        .put("id", row.getLong("id"))
        .put("quantity", row.getLong("quantity"))
        .put("kind", row.getString("kind"))
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
