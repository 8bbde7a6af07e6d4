package io.sennit.orders;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
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
import org.jspecify.annotations.Nullable;

/** Orders as they are read, and who may see which. */
final class Orders {
  private static final int PAGE = 20;
  private static final List<String> ADMINISTRATORS = List.of("admin");

  private final Store store;

  Orders(Store store) {
    this.store = store;
  }

  Future<Reply> read(Call call) {
    return find(call, id(call)).map(order -> order.tag().answer(call, order.toJson()));
  }

  Future<Order> find(Call call, String id) {
    return store
        .read(call, OrderSql.READ, Tuple.of(id))
        .map(rows -> visible(call.identity(), only(rows)));
  }

  /** The order of a call that is to change it, held, and as the caller believes it to be. */
  Future<Order> hold(Transaction transaction, Call call) {
    return transaction.execute(OrderSql.HOLD, Tuple.of(id(call))).map(rows -> {
      Order order = visible(call.identity(), only(rows));
      order.tag().require(call);
      return order;
    });
  }

  Future<Reply> list(Call call) {
    JsonObject input = call.input();
    int limit = input.getInteger("limit", PAGE);
    String user = isAdmin(call.identity()) ? null : call.identity().subject();
    // One more than is wanted tells whether there is a next page.
    Tuple conditions =
        Tuple.of(user, input.getString("status"), input.getString("after"), limit + 1);
    return store.read(call, OrderSql.LIST, conditions).map(rows -> page(rows, limit));
  }

  private static Reply page(RowSet<Row> rows, int limit) {
    JsonArray items = new JsonArray();
    String next = null;
    for (Row row : rows) {
      if (items.size() == limit) {
        next = items.getJsonObject(limit - 1).getString("id");
        break;
      }
      items.add(Order.of(row).toJson());
    }
    return Reply.ok(new JsonObject().put("items", items).put("next", next));
  }

  /** Somebody else's order is not there, as one that never was. */
  private static Order visible(Identity caller, @Nullable Order order) {
    if (order == null || !(isAdmin(caller) || order.userId().equals(caller.subject()))) {
      throw Problem.of(Kind.NOT_FOUND, "You have no order with this id.");
    }
    return order;
  }

  private static @Nullable Order only(RowSet<Row> rows) {
    for (Row row : rows) {
      return Order.of(row);
    }
    return null;
  }

  private static boolean isAdmin(Identity caller) {
    return caller.isOperator() || caller.hasAnyOf(ADMINISTRATORS);
  }

  private static String id(Call call) {
    return call.input().getString("id");
  }
}
