package io.sennit.products;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** All that ever moved the stock of a product, for those who audit it. */
final class Ledger {
  private static final int PAGE = 50;

  private final Store store;

  Ledger(Store store) {
    this.store = store;
  }

  /** The newest first, beside the stock and what all of them together come to. */
  Future<Reply> movements(Call call) {
    return store.read(call, transaction -> movements(transaction, call.input()));
  }

  private static Future<Reply> movements(Transaction transaction, JsonObject input) {
    UUID product = UUID.fromString(input.getString("id"));
    int limit = input.getInteger("limit", PAGE);
    Tuple page = Tuple.of(product, input.getLong("after", Long.MAX_VALUE), limit + 1);
    Future<RowSet<Row>> stock = transaction.execute(ProductSql.STOCK, Tuple.of(product));
    return transaction
        .execute(ProductSql.MOVEMENTS, page)
        .compose(rows -> stock.map(sums -> answer(product, sums, rows, limit)));
  }

  private static Reply answer(UUID product, RowSet<Row> sums, RowSet<Row> rows, int limit) {
    JsonObject answer = new JsonObject().put("productId", product.toString());
    if (sums.size() == 0) {
      throw Catalogue.missing();
    }
    Row sum = sums.iterator().next();
    JsonArray items = new JsonArray();
    Long next = null;
    for (Row row : rows) {
      if (items.size() == limit) {
        next = items.getJsonObject(limit - 1).getLong("id");
      } else {
        items.add(Movement.toJson(row));
      }
    }
    return Reply.ok(answer
        .put("stock", sum.getLong("pieces"))
        .put("moved", sum.getLong("moved"))
        .put("items", items)
        .put("next", next));
  }
}
