package io.sennit.products;

import io.sennit.contracts.Money;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that is sold.
 *
 * @param stock the pieces that nobody has reserved
 */
record Product(
    UUID id,
    String sku,
    String name,
    String description,
    Money price,
    long stock,
    Instant created,
    Instant updated) {

  static Product of(Row row) {
    return new Product(
        row.getUUID("id"),
        row.getString("sku"),
        row.getString("name"),
        row.getString("description"),
        new Money(row.getLong("amount"), row.getString("currency")),
        row.getLong("pieces"),
        row.getOffsetDateTime("created").toInstant(),
        row.getOffsetDateTime("updated").toInstant());
  }

  /** The same with what an input says. */
  Product with(JsonObject input) {
    JsonObject otherPrice = input.getJsonObject("price");
    return new Product(
        id,
        input.getString("sku", sku),
        input.getString("name", name),
        input.getString("description", description),
        otherPrice == null ? price : Money.of(otherPrice),
        input.getLong("stock", stock),
        created,
        updated);
  }

  /** What its row takes, besides the times. */
  Tuple columns() {
    return Tuple.of(id, sku, name, description, price.amount(), price.currency());
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("id", id.toString())
        .put("sku", sku)
        .put("name", name)
        .put("description", description)
        .put("price", price.toJson())
        .put("stock", stock)
        .put("createdAt", created.toString())
        .put("updatedAt", updated.toString());
  }

  /** What an order needs to know of it. */
  JsonObject toPrice() {
    return new JsonObject()
        .put("id", id.toString())
        .put("sku", sku)
        .put("name", name)
        .put("price", price.toJson());
  }
}
