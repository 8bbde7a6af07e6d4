package io.sennit.mesh.event;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service's log as others read it, through any of the service's instances. Used on one event
 * loop.
 */
public final class EventSource {
  private static final int SETTLING_MILLIS = 10;

  private final Vertx vertx;
  private final String source;
  private final Store store;
  private final Fence fence;
  private final Readers readers;
  private final Audience audience;

  EventSource(Vertx vertx, String source, Store store, Readers readers, Audience audience) {
    this.vertx = vertx;
    this.source = source;
    this.store = store;
    this.fence = new Fence(store);
    this.readers = readers;
    this.audience = audience;
  }

  Fence fence() {
    return fence;
  }

  /**
   * The next events behind the reader's places, all of them settled; a group gets none in a rush.
   */
  public Future<Reply> fetch(Call call) {
    FetchRequest request = FetchRequest.of(call.input());
    readers.heard(request.reader(), request.committed());
    if (store.isRushed() && !request.reader().isEmpty()) {
      return Future.succeededFuture(LogReply.later());
    }
    return fence
        .look(call)
        .compose(view -> store
            .read(
                call,
                LogSql.FETCH,
                request.parameters(view.settled(), fence.before(request.first())))
            .map(rows -> answer(request, view, rows)));
  }

  private Reply answer(FetchRequest request, Fence.View view, RowSet<Row> rows) {
    long certain = fence.certain(LogReply.last(rows), view);
    Buffer text = new LogReply(source, request).write(rows, view.pending(), certain);
    return new Reply(200, Pairs.EMPTY, Body.of(text));
  }

  /**
   * Behind which positions the events from a time or a position on are, or from now on; without
   * either the oldest that is kept. It also says behind which positions the log is kept at all, and
   * whether something of what was asked for is not, and who may see what.
   */
  public Future<Reply> position(Call call) {
    Start start = Start.of(call.input());
    return known(call)
        .compose(view -> behind(call, start, view.settled()))
        .compose(position -> store.read(call, LogSql.PLACES, Tuple.of(position)))
        .compose(places -> isGone(call, start, places)
            .map(gone -> found(places, gone).put("audience", audience.toJson())))
        .map(Reply::ok);
  }

  /**
   * Before anything has settled since this instance began to look, all that is old is still to
   * come.
   */
  private Future<Fence.View> known(Call call) {
    return fence
        .look(call)
        .compose(view -> view.isKnown()
            ? Future.succeededFuture(view)
            : vertx.timer(SETTLING_MILLIS).compose(later -> known(call)));
  }

  private Future<Long> behind(Call call, Start start, long settled) {
    if (start instanceof Start.At at) {
      return position(call, LogSql.LAST_BEFORE, Tuple.of(utc(at), settled))
          .compose(
              before -> before == null ? lastTold(call, settled) : Future.succeededFuture(before));
    }
    if (start instanceof Start.Behind behind) {
      return Future.succeededFuture(behind.position());
    }
    return start instanceof Start.End ? lastTold(call, settled) : Future.succeededFuture(0L);
  }

  private Future<Long> lastTold(Call call, long settled) {
    return position(call, LogSql.LAST_TOLD, Tuple.of(settled));
  }

  private Future<@Nullable Long> position(Call call, String statement, Tuple parameters) {
    return store
        .read(call, statement, parameters)
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private Future<Boolean> isGone(Call call, Start start, RowSet<Row> places) {
    if (start instanceof Start.Behind behind) {
      for (Row place : places) {
        if (place.getLong("kept") > behind.position()) {
          return Future.succeededFuture(true);
        }
      }
    }
    if (start instanceof Start.At at) {
      return store
          .read(call, LogSql.IS_GONE, Tuple.of(utc(at)))
          .map(rows -> rows.iterator().next().getBoolean(0));
    }
    return Future.succeededFuture(false);
  }

  private static JsonObject found(RowSet<Row> rows, boolean gone) {
    Map<Integer, Long> places = new TreeMap<>();
    Map<Integer, Long> kept = new TreeMap<>();
    for (Row row : rows) {
      places.put(row.getInteger("partition"), row.getLong("position"));
      kept.put(row.getInteger("partition"), row.getLong("kept"));
    }
    return new JsonObject()
        .put("places", Positions.toJson(places))
        .put("kept", Positions.toJson(kept))
        .put("gone", gone);
  }

  private static OffsetDateTime utc(Start.At at) {
    return OffsetDateTime.ofInstant(at.time(), ZoneOffset.UTC);
  }
}
