package io.sennit.mesh.event;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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

  EventSource(Vertx vertx, String source, Store store, Readers readers) {
    this.vertx = vertx;
    this.source = source;
    this.store = store;
    this.fence = new Fence(store);
    this.readers = readers;
  }

  /** The next events behind the reader's places, all of them settled. */
  public Future<Reply> fetch(Call call) {
    FetchRequest request = FetchRequest.of(call.input());
    readers.heard(request.reader(), request.committed());
    return fence
        .look(call)
        .compose(view -> store
            .read(call, LogSql.FETCH, request.parameters(view.settled()))
            .map(rows -> Body.of(new LogReply(source, request).write(rows, view))))
        .map(body -> new Reply(200, Pairs.EMPTY, body));
  }

  /**
   * Behind which positions the events from a time on are, or from now on; without either the oldest
   * that is kept.
   */
  public Future<Reply> position(Call call) {
    String from = call.input().getString(Start.FROM);
    return known(call)
        .compose(view -> position(call, from, view.settled()))
        .compose(position -> store.read(call, LogSql.PLACES, Tuple.of(position)))
        .map(rows -> {
          Map<Integer, Long> places = new TreeMap<>();
          rows.forEach(row -> places.put(row.getInteger(0), row.getLong(1)));
          return Reply.ok(new JsonObject().put("places", FetchRequest.json(places)));
        });
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

  private Future<Long> position(Call call, @Nullable String from, long settled) {
    if (from == null) {
      return Future.succeededFuture(0L);
    }
    if (from.equals(Start.End.NOW)) {
      return Future.succeededFuture(settled);
    }
    OffsetDateTime time = OffsetDateTime.ofInstant(time(from), ZoneOffset.UTC);
    return store
        .read(call, LogSql.LAST_BEFORE, Tuple.of(time, settled))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notOne) {
      throw Problem.invalid(
          Start.FROM, "must be a time such as 2026-11-20T11:22:33Z, not '" + text + "'");
    }
  }
}
