package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;

/** A service's log as people look at it: page by page, and how much of it a reader lacks. */
public final class LogView {
  private static final int LOOKED = 2_000;

  private static final int SETTLING_MILLIS = 10;
  private static final int MOST_LOOKS = 50;

  private final Vertx vertx;
  private final String source;
  private final Store store;
  private final Fence fence;
  private final Audience audience;

  LogView(Vertx vertx, String source, Store store, Fence fence, Audience audience) {
    this.vertx = vertx;
    this.source = source;
    this.store = store;
    this.fence = fence;
    this.audience = audience;
  }

  /**
   * The events behind a position, or without one the newest, as far as who asks may see them. A
   * page may hold fewer than there are, even none, and says where the next one begins: so one that
   * finds little takes no longer than another.
   */
  public Future<Reply> read(Call call) {
    PageRequest request = PageRequest.of(call, audience);
    return settled(call)
        .compose(view -> {
          long to = request.to(view.settled());
          Tuple parameters = request.parameters(to, LOOKED, fence.before(request.after()));
          return store
              .read(call, request.statement(), parameters)
              .map(rows -> new LogPage(source, request, audience).write(rows));
        })
        .map(body -> new Reply(200, Pairs.EMPTY, body));
  }

  /**
   * Up to now, unless a transaction takes long: who looks rarely has last looked long ago, and has
   * to look twice while others add.
   */
  private Future<Fence.View> settled(Call call) {
    return fence.look(call).compose(view -> settled(call, view.settled(), view, MOST_LOOKS));
  }

  private Future<Fence.View> settled(Call call, long before, Fence.View view, int looks) {
    return !view.pending() || view.settled() > before || looks == 0
        ? Future.succeededFuture(view)
        : vertx
            .timer(SETTLING_MILLIS)
            .compose(later -> fence.look(call))
            .compose(next -> settled(call, before, next, looks - 1));
  }

  /**
   * What a reader at these places still has to handle. To count it takes the longer the more that
   * is, so a group, which asks for its meters only, is not told in a rush.
   */
  public Future<Reply> lag(Call call) {
    JsonObject input = call.input();
    if (store.isRushed() && !input.getString("reader", "").isEmpty()) {
      return Future.succeededFuture(LogReply.later());
    }
    int limit = input.getInteger("limit", 10_000);
    Map<Integer, Long> places = Positions.of(input, "places");
    long first = Positions.first(places);
    Tuple parameters = Tuple.of(
            Positions.partitions(places.keySet()), Positions.positions(places), limit)
        .addArrayOfString(LogSql.patterns(FetchRequest.types(input)))
        .addOffsetDateTime(fence.before(first));
    return store.read(call, LogSql.LAG, parameters).map(rows -> {
      JsonObject partitions = new JsonObject();
      for (Row row : rows) {
        Double seconds = row.getDouble("seconds");
        partitions.put(
            row.getInteger("partition").toString(),
            new JsonObject()
                .put("events", row.getLong("events"))
                .put("atLeast", row.getLong("looked") == limit)
                .put("seconds", seconds == null ? 0 : Math.max(0, seconds)));
      }
      return Reply.ok(new JsonObject().put("partitions", partitions));
    });
  }
}
