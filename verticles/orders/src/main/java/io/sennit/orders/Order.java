package io.sennit.orders;

import io.sennit.contracts.Money;
import io.sennit.mesh.service.EntityTag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands.
 *
 * @param change what is asked of it and under way, or how the last change ended; null for none
 */
record Order(
    String id,
    String userId,
    Status status,
    @Nullable String reason,
    List<Item> items,
    Money total,
    int version,
    Instant created,
    Instant updated,
    @Nullable Change change) {

  enum Status {
    PENDING,
    CONFIRMED,
    REJECTED,
    CANCELLED
  }

  static Order of(Row row) {
    String change = row.getString("change");
    return new Order(
        row.getString("id"),
        row.getString("user_id"),
        Status.valueOf(row.getString("status")),
        row.getString("reason"),
        Item.list(new JsonArray(row.getString("items"))),
        new Money(row.getLong("total"), row.getString("currency")),
        row.getInteger("version"),
        row.getOffsetDateTime("created").toInstant(),
        row.getOffsetDateTime("updated").toInstant(),
        change == null ? null : Change.of(new JsonObject(change)));
  }

  static List<Order> list(RowSet<Row> rows) {
    return rows.stream().map(Order::of).toList();
  }

  /** Whose the order is that a saga is about, by what it was started with. */
  static String owner(JsonObject input) {
    return input.getString("userId");
  }

  /** Whether its cancelling is under way or done. */
  boolean isGivenUp() {
    return status == Status.CANCELLED
        || (change != null && change.isPending() && change.kind() == Change.Kind.CANCEL);
  }

  /** Whether nothing of it is under way. */
  boolean isSettled() {
    return status != Status.PENDING && (change == null || !change.isPending());
  }

  EntityTag tag() {
    return EntityTag.ofVersion(version);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("id", id)
        .put("userId", userId)
        .put("status", status.name())
        .put("items", Item.toJson(items))
        .put("total", total.toJson())
        .put("createdAt", created.toString())
        .put("updatedAt", updated.toString())
        .put("version", version);
    if (reason != null) {
      json.put("reason", reason);
    }
    return change == null ? json : json.put("change", change.toJson());
  }
}
