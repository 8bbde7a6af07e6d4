package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service's log as operators look at it: page by page, and how much of it a reader lacks. */
public final class LogView {
  private static final int LOOKED = 2_000;

  private static final int SETTLING_MILLIS = 10;
  private static final int MOST_LOOKS = 50;

  private final Vertx vertx;
  private final String source;
  private final Store store;
  private final Fence fence;

  LogView(Vertx vertx, String source, Store store, Fence fence) {
    this.vertx = vertx;
    this.source = source;
    this.store = store;
    this.fence = fence;
  }

  /**
   * The events behind a position, or without one the newest. A page may hold fewer than there are,
   * even none, and says where the next one begins: so one that finds little takes no longer than
   * another.
   */
  public Future<Reply> read(Call call) {
    JsonObject input = call.input();
    int limit = input.getInteger("limit", 100);
    boolean isForward = input.containsKey("after");
    long after = input.getLong("after", 0L);
    Long before = input.getLong("before");
    return settled(call)
        .compose(view -> {
          long to = before == null ? view.settled() : Math.min(view.settled(), before - 1);
          Tuple parameters = Tuple.of(after, to, LOOKED)
              .addString(input.getString("subject"))
              .addArrayOfString(LogSql.patterns(FetchRequest.types(input)))
              .addInteger(limit)
              .addOffsetDateTime(fence.before(after));
          return isForward
              ? store.read(call, LogSql.FORWARD, parameters).map(rows -> newer(rows, limit, to))
              : store
                  .read(call, LogSql.BACKWARD, parameters)
                  .map(rows -> older(rows, limit).put("upTo", view.settled()));
        })
        .map(Reply::ok);
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

  private JsonObject newer(RowSet<Row> rows, int limit, long to) {
    List<Event> events = events(rows);
    boolean isFull = events.size() == limit;
    long upTo = isFull ? events.get(limit - 1).position() : edge(rows);
    return new JsonObject().put("items", json(events)).put("upTo", upTo).put("more", upTo < to);
  }

  private JsonObject older(RowSet<Row> rows, int limit) {
    List<Event> events = events(rows);
    boolean isFull = events.size() == limit;
    long downTo = isFull ? events.get(limit - 1).position() : edge(rows);
    Collections.reverse(events);
    return new JsonObject()
        .put("items", json(events))
        .put("before", downTo)
        .put("more", downTo > 0);
  }

  private static long edge(RowSet<Row> rows) {
    return rows.iterator().next().getLong("edge");
  }

  private List<Event> events(RowSet<Row> rows) {
    List<Event> events = new ArrayList<>();
    for (Row row : rows) {
      @Nullable Long position = row.getLong("position");
      if (position != null) {
        events.add(event(row, position));
      }
    }
    return events;
  }

  private Event event(Row row, long position) {
    return new Event(
        source,
        position,
        row.getString("type"),
        row.getString("subject"),
        row.getOffsetDateTime("time").toInstant(),
        row.getString("trace"),
        row.getString("cause"),
        row.getString("saga"),
        new JsonObject(row.getString("data")));
  }

  private static JsonArray json(List<Event> events) {
    JsonArray items = new JsonArray();
    events.forEach(event -> items.add(event.toCloudEvent()));
    return items;
  }

  /** What a reader at these places still has to handle. */
  public Future<Reply> lag(Call call) {
    JsonObject input = call.input();
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
