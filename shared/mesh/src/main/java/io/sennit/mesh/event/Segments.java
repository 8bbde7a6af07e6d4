package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pieces of a log, one for each day in UTC: made before they are needed, and dropped whole. */
final class Segments {
  private static final int DAYS_AHEAD = 3;
  private static final int MOST_ATTEMPTS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 500;
  private static final String PREFIX = "event_";

  private final Vertx vertx;
  private final Store store;

  Segments(Vertx vertx, Store store) {
    this.vertx = vertx;
    this.store = store;
  }

  /** The events of one day. */
  record Segment(LocalDate day) {
    private static Segment named(String name) {
      return new Segment(
          LocalDate.parse(name.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE));
    }

    String name() {
      return PREFIX + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
  }

  /** A group that has not read all that is to be dropped of a partition. */
  record Behind(String reader, int partition, long position, long last) {}

  /**
   * What came of dropping the oldest one.
   *
   * @param day which was dropped, or could not be; none when there was nothing to drop
   * @param behind who has not read it
   */
  record Dropped(@Nullable LocalDate day, List<Behind> behind) {
    private static final Dropped NOTHING = new Dropped(null, List.of());
  }

  /** Makes those of the next days. */
  Future<Void> prepare(Call call) {
    return store
        .inTransaction(call, tx -> tx.execute(SegmentSql.PREPARE, Tuple.of(DAYS_AHEAD)))
        .mapEmpty();
  }

  /** Those of the days before this one, the oldest first. */
  Future<List<Segment>> before(Call call, LocalDate day) {
    return store.read(call, SegmentSql.OLDER, before(day)).map(Segments::segments);
  }

  private static Tuple before(LocalDate day) {
    return Tuple.of(new Segment(day).name());
  }

  private static List<Segment> segments(RowSet<Row> rows) {
    List<Segment> segments = new ArrayList<>();
    rows.forEach(row -> segments.add(Segment.named(row.getString(0))));
    return segments;
  }

  /** Who has not read all that was told before that day. */
  Future<List<Behind>> behind(Call call, LocalDate day) {
    return store.read(call, tx -> behind(tx, day));
  }

  private static Future<List<Behind>> behind(Transaction tx, LocalDate day) {
    return tx.execute(SegmentSql.BEHIND, Tuple.of(start(day))).map(rows -> {
      List<Behind> behind = new ArrayList<>();
      for (Row row : rows) {
        behind.add(new Behind(row.getString(0), row.getInteger(1), row.getLong(2), row.getLong(3)));
      }
      return behind;
    });
  }

  /** Drops the oldest of the days before this one, if all have read it. */
  Future<Dropped> dropOldest(Call call, LocalDate day) {
    return inTurn(
        call,
        tx -> tx.execute(SegmentSql.OLDER, before(day)).compose(rows -> {
          List<Segment> older = segments(rows);
          return older.isEmpty() ? Future.succeededFuture(Dropped.NOTHING) : drop(tx, older.get(0));
        }));
  }

  private static Future<Dropped> drop(Transaction tx, Segment oldest) {
    return behind(tx, oldest.day().plusDays(1)).compose(behind -> {
      Dropped dropped = new Dropped(oldest.day(), behind);
      return behind.isEmpty() ? dropWith(tx, oldest).map(dropped) : Future.succeededFuture(dropped);
    });
  }

  /** Drops the oldest one, whoever has read it, and writes down who wanted that. */
  Future<Void> drop(Call call, Segment oldest, String detail) {
    Tuple audit = Tuple.of(call.identity().subject(), "trim", detail);
    return inTurn(
        call, tx -> tx.execute(SegmentSql.AUDIT, audit).compose(noted -> dropWith(tx, oldest)));
  }

  /** The horizon first: the lock on the whole log is had with the last statement. */
  private static Future<Void> dropWith(Transaction tx, Segment segment) {
    return tx.execute(SegmentSql.HORIZON, Tuple.of(start(segment.day().plusDays(1))))
        .compose(noted -> tx.execute(SegmentSql.drop(segment)))
        .mapEmpty();
  }

  private <T> Future<T> inTurn(Call call, Function<Transaction, Future<T>> work) {
    return attempt(call, work, 1);
  }

  private <T> Future<T> attempt(Call call, Function<Transaction, Future<T>> work, int number) {
    return store
        .inTransaction(
            call,
            tx -> tx.execute(SegmentSql.HARDLY_WAIT)
                .compose(set -> tx.execute(SegmentSql.TURN))
                .compose(turn -> turn.iterator().next().getBoolean(0)
                    ? work.apply(tx)
                    : Future.failedFuture(Problem.of(
                        Kind.UNAVAILABLE,
                        "Another instance is at work on the segments: ask again."))))
        .recover(failure -> number < MOST_ATTEMPTS && isInTheWay(failure)
            ? vertx
                .timer(ThreadLocalRandom.current().nextLong(1, LONGEST_PAUSE_MILLIS))
                .compose(rested -> attempt(call, work, number + 1))
            : Future.failedFuture(failure));
  }

  private static boolean isInTheWay(Throwable failure) {
    return failure instanceof Problem problem && problem.kind() == Kind.UNAVAILABLE;
  }

  private static OffsetDateTime start(LocalDate day) {
    return day.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
