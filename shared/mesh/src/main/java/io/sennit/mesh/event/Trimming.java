package io.sennit.mesh.event;

import io.sennit.mesh.event.Segments.Behind;
import io.sennit.mesh.event.Segments.Segment;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What operators do by hand where retention alone would keep too much. */
public final class Trimming {
  private final Store store;
  private final Segments segments;
  private final Clock clock;

  Trimming(Store store, Segments segments, Clock clock) {
    this.store = store;
    this.segments = segments;
    this.clock = clock;
  }

  /**
   * Drops the days that ended before a time; what a group has not read only when forced, and never
   * the day of today.
   */
  public Future<Reply> trim(Call call) {
    boolean force = Boolean.TRUE.equals(call.input().getBoolean("force"));
    LocalDate first = first(call.input().getString("before"));
    return segments
        .behind(call, first)
        .compose(behind -> behind.isEmpty() || force
            ? segments
                .before(call, first)
                .compose(old -> dropAll(call, old, lost(behind)).map(done -> reply(old, behind)))
            : Future.failedFuture(refusal(behind)));
  }

  private LocalDate first(String before) {
    Instant time;
    try {
      time = Instant.parse(before);
    } catch (DateTimeParseException notOne) {
      throw Problem.invalid(
          "before", "must be a time such as 2026-11-20T11:22:33Z, not '" + before + "'");
    }
    Instant now = clock.instant();
    return LocalDate.ofInstant(time.isBefore(now) ? time : now, ZoneOffset.UTC);
  }

  private Future<Void> dropAll(Call call, List<Segment> old, String lost) {
    Future<Void> done = Future.succeededFuture();
    for (Segment segment : old) {
      done = done.compose(before -> segments.drop(call, segment, segment.day() + lost));
    }
    return done;
  }

  private static Reply reply(List<Segment> dropped, List<Behind> behind) {
    JsonArray days = new JsonArray();
    dropped.forEach(segment -> days.add(segment.day().toString()));
    JsonArray readers = new JsonArray();
    behind.forEach(one -> readers.add(new JsonObject()
        .put("reader", one.reader())
        .put("partition", one.partition())
        .put("position", one.position())
        .put("last", one.last())));
    return Reply.ok(new JsonObject().put("dropped", days).put("behind", readers));
  }

  private static String lost(List<Behind> behind) {
    return behind.isEmpty() ? "" : ", unread by " + each(behind);
  }

  private static Problem refusal(List<Behind> behind) {
    return Problem.of(
        Kind.CONFLICT,
        "Not all of it was read by " + each(behind)
            + ": let them catch up, forget those that no longer exist, or trim with force,"
            + " and they stop until they are replayed.");
  }

  /** Each reader once, with the partition in which it is behind by most. */
  private static String each(List<Behind> behind) {
    Map<String, Behind> worst = new TreeMap<>();
    behind.forEach(one -> worst.merge(
        one.reader(), one, (a, b) -> a.last() - a.position() >= b.last() - b.position() ? a : b));
    return worst.values().stream()
        .map(one -> one.reader() + " (at " + one.position() + " of " + one.last() + " in partition "
            + one.partition() + ")")
        .collect(Collectors.joining(", "));
  }

  /** Takes back the say of a group that no longer exists in what is kept. */
  public Future<Reply> forget(Call call) {
    String reader = call.input().getString("reader");
    Tuple audit = Tuple.of(call.identity().subject(), "forget", reader);
    return store
        .inTransaction(
            call,
            tx -> tx.execute(SegmentSql.FORGET, Tuple.of(reader))
                .compose(forgotten -> forgotten.rowCount() == 0
                    ? Future.failedFuture(Problem.of(
                        Kind.NOT_FOUND,
                        "No group " + reader + " has read this log: name it as in orders/saga."))
                    : tx.execute(SegmentSql.AUDIT, audit)))
        .map(noted -> Reply.ok(new JsonObject().put("reader", reader)));
  }
}
