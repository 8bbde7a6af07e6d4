package io.sennit.node.admin;

import io.sennit.mesh.feed.Logs;
import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Reads the log of one service until there is something to show. */
final class EventPages {
  private static final int MOST_PAGES = 200;

  private final Logs logs;
  private final Call call;
  private final JsonObject wanted;
  private final int limit;

  /** @param wanted types and subject, as the source takes them */
  EventPages(Logs logs, Call call, JsonObject wanted, int limit) {
    this.logs = logs;
    this.call = call;
    this.wanted = wanted;
    this.limit = limit;
  }

  /** The newest events, oldest first. */
  Future<JsonObject> newest(String service) {
    return page(service, wanted.copy().put("limit", limit))
        .compose(page -> older(service, page, MOST_PAGES));
  }

  private Future<JsonObject> older(String service, JsonObject found, int pages) {
    JsonArray items = found.getJsonArray("items");
    if (!found.getBoolean("more") || items.size() >= limit || pages == 0) {
      return Future.succeededFuture(found);
    }
    JsonObject input =
        wanted.copy().put("limit", limit - items.size()).put("before", found.getLong("before"));
    return page(service, input)
        .compose(page -> older(
            service,
            page.put("items", page.getJsonArray("items").addAll(items))
                .put("upTo", found.getLong("upTo")),
            pages - 1));
  }

  /** The next events behind a position, as far as there are any. */
  Future<JsonObject> next(String service, long after) {
    return next(service, after, MOST_PAGES);
  }

  private Future<JsonObject> next(String service, long after, int pages) {
    return page(service, wanted.copy().put("limit", limit).put("after", after))
        .compose(
            page -> page.getJsonArray("items").isEmpty() && page.getBoolean("more") && pages > 0
                ? next(service, page.getLong("upTo"), pages - 1)
                : Future.succeededFuture(page));
  }

  private Future<JsonObject> page(String service, JsonObject input) {
    return logs.read(call, service, input);
  }
}
