package io.sennit.products;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.EntityTag;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The products as customers and orders read them. */
final class Catalogue {
  private static final int PAGE = 50;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Store store;
  private final RecentProducts recent;

  Catalogue(Store store, RecentProducts recent) {
    this.store = store;
    this.recent = recent;
  }

  Future<Reply> read(Call call) {
    UUID id = UUID.fromString(call.input().getString("id"));
    return find(call, List.of(id), recent::find).map(found -> {
      Product product = found.get(id);
      if (product == null) {
        throw missing();
      }
      return answer(call, product.toJson());
    });
  }

  static Problem missing() {
    return Problem.of(Kind.NOT_FOUND, "There is no product with this id.");
  }

  /** What is not among the answers is not sold. */
  Future<Reply> prices(Call call) {
    List<UUID> ids = call.input().getJsonArray("ids").stream()
        .map(id -> ProductId.of((String) id))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
    return find(call, ids, recent::sold).map(found -> {
      JsonArray items = new JsonArray();
      found.values().forEach(product -> items.add(product.toPrice()));
      return Reply.ok(new JsonObject().put("items", items));
    });
  }

  private Future<Map<UUID, Product>> find(
      Call call, List<UUID> ids, Function<UUID, @Nullable Product> memory) {
    Map<UUID, Product> found = new LinkedHashMap<>();
    List<UUID> unknown = new ArrayList<>();
    for (UUID id : ids) {
      Product known = memory.apply(id);
      if (known == null) {
        unknown.add(id);
      } else {
        found.put(id, known);
      }
    }
    if (unknown.isEmpty()) {
      return Future.succeededFuture(found);
    }
    long asked = recent.now();
    Tuple wanted = Tuple.of(unknown.toArray(UUID[]::new));
    return store.read(call, ProductSql.READ, wanted).map(rows -> {
      for (Row row : rows) {
        Product product = Product.of(row);
        recent.keep(product, asked);
        found.put(product.id(), product);
      }
      return found;
    });
  }

  Future<Reply> list(Call call) {
    JsonObject input = call.input();
    String after = input.getString("after");
    String words = input.getString("q", "");
    int limit = input.getInteger("limit", PAGE);
    // One more than asked for tells whether there is a next page.
    Tuple page = Tuple.of(after == null ? BEFORE_ALL : UUID.fromString(after), limit + 1);
    Future<RowSet<Row>> rows = words.isBlank()
        ? store.read(call, ProductSql.LIST, page)
        : store.read(call, ProductSql.SEARCH, page.addString(words));
    return rows.map(found -> answer(call, page(found, limit)));
  }

  private static JsonObject page(RowSet<Row> rows, int limit) {
    JsonArray items = new JsonArray();
    String next = null;
    for (Row row : rows) {
      if (items.size() == limit) {
        next = items.getJsonObject(limit - 1).getString("id");
      } else {
        items.add(Product.of(row).toJson());
      }
    }
    return new JsonObject().put("items", items).put("next", next);
  }

  /** It may be kept by whoever likes, and asked for each time whether it still holds. */
  private static Reply answer(Call call, JsonObject representation) {
    return EntityTag.ofContent(representation)
        .answer(call, representation)
        .with("cache-control", "no-cache");
  }
}
