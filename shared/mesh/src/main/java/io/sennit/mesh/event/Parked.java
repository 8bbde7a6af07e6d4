package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The events that a group could not handle, and those that wait behind them for the order of their
 * subject. The others go on.
 */
final class Parked {
  private static final String ADD = """
      INSERT INTO event_parked
        (reader, source, partition, position, type, subject, event, attempts, due, error)
      SELECT $1, $2, $3, position, type, subject, event::json, $4,
             now() + $5 * interval '1 ms', $6
        FROM unnest($7::bigint[], $8::text[], $9::text[], $10::text[])
          AS parked (position, type, subject, event)
      ON CONFLICT DO NOTHING
      """;
  private static final String COUNT = """
      SELECT partition, subject, count(*) AS events
        FROM event_parked
       WHERE reader = $1 AND source = $2 AND partition = ANY ($3)
       GROUP BY partition, subject
      """;
  /**
   * The first of each subject, where it may be tried again. It goes from subject to subject and not
   * through all that wait, because one subject may have very many.
   */
  private static final String DUE = """
      SELECT first.id, first.partition, first.event::text AS event, first.attempts
        FROM unnest($3::smallint[]) AS place (partition)
       CROSS JOIN LATERAL (
             WITH RECURSIVE line AS (
               (SELECT *
                  FROM event_parked
                 WHERE reader = $1 AND source = $2 AND partition = place.partition
                 ORDER BY subject, position
                 LIMIT 1)
               UNION ALL
               SELECT next.*
                 FROM line
                CROSS JOIN LATERAL (
                      SELECT *
                        FROM event_parked
                       WHERE reader = $1 AND source = $2 AND partition = place.partition
                         AND subject > line.subject
                       ORDER BY subject, position
                       LIMIT 1) AS next)
             SELECT * FROM line) AS first
       WHERE NOT first.dead AND first.due <= now()
       ORDER BY first.due
       LIMIT 64
      """;

  private static final String NEXT = """
      SELECT id, partition, event::text AS event, attempts
        FROM event_parked
       WHERE reader = $1 AND source = $2 AND partition = $3 AND subject = $4
       ORDER BY position
       LIMIT 1
      """;
  private static final String REMOVE = "DELETE FROM event_parked WHERE id = $1";
  private static final String POSTPONE = """
      UPDATE event_parked
         SET attempts = $2, due = now() + $3 * interval '1 ms', dead = $4, error = $5
       WHERE id = $1 AND attempts = $6
      """;
  private static final int LONGEST_ERROR = 2_000;

  private final Reading reading;
  private final Store store;

  /** One that may be tried again. */
  record Due(long id, int partition, Event event, int attempts) {}

  Parked(Reading reading, Store store) {
    this.reading = reading;
    this.store = store;
  }

  /** Parks one that failed for the first time. */
  Future<Void> add(Transaction transaction, Place place, Event event, Throwable failure) {
    return add(transaction, place, List.of(event), 1, error(failure));
  }

  /** Parks those that must not overtake one that is parked already. */
  Future<Void> addBehind(Transaction transaction, List<Share> shares) {
    Future<Void> added = Future.succeededFuture();
    for (Share share : shares) {
      added = added.compose(before -> add(
          transaction,
          share.place(),
          share.events(),
          0,
          "waits behind an earlier event of its subject"));
    }
    return added;
  }

  private Future<Void> add(
      Transaction transaction, Place place, List<Event> events, int attempts, String error) {
    Tuple parameters = Tuple.tuple()
        .addString(reading.reader())
        .addString(reading.source())
        .addInteger(place.partition())
        .addInteger(attempts)
        .addLong(attempts == 0 ? 0 : pause(attempts).toMillis())
        .addString(error)
        .addArrayOfLong(events.stream().map(Event::position).toArray(Long[]::new))
        .addArrayOfString(events.stream().map(Event::type).toArray(String[]::new))
        .addArrayOfString(events.stream().map(Event::subject).toArray(String[]::new))
        .addArrayOfString(
            events.stream().map(event -> event.toCloudEvent().encode()).toArray(String[]::new));
    return transaction.execute(ADD, parameters).mapEmpty();
  }

  /** Tells the places which subjects wait in them. */
  Future<Void> count(Call call, Collection<Place> places) {
    return store.read(call, COUNT, keys(places)).map(rows -> {
      for (Row row : rows) {
        places.stream()
            .filter(place -> place.partition() == row.getInteger(0))
            .forEach(place -> place.park(row.getString(1), row.getInteger(2)));
      }
      return null;
    });
  }

  Future<List<Due>> due(Call call, Collection<Place> places) {
    return store.read(call, DUE, keys(places)).map(rows -> {
      List<Due> due = new ArrayList<>();
      rows.forEach(row -> due.add(due(row)));
      return due;
    });
  }

  /** The one of the same subject that waited behind it. */
  Future<Optional<Due>> next(Transaction transaction, Due due) {
    Tuple key = Tuple.of(
        reading.reader(), reading.source(), due.partition(), due.event().subject());
    return transaction.execute(NEXT, key).map(rows -> {
      for (Row row : rows) {
        return Optional.of(due(row));
      }
      return Optional.empty();
    });
  }

  private static Due due(Row row) {
    Event event = Event.ofCloudEvent(new JsonObject(row.getString(2)));
    return new Due(row.getLong(0), row.getInteger(1), event, row.getInteger(3));
  }

  /**
   * Of two who try the same event at once, a zombie and its successor, the row is there for one
   * alone.
   */
  Future<Void> remove(Transaction transaction, Due due) {
    return transaction
        .execute(REMOVE, Tuple.of(due.id()))
        .compose(removed -> removed.rowCount() == 1
            ? Future.succeededFuture()
            : Future.failedFuture(
                new LeaseLost("Another has handled " + due.event().reference())));
  }

  /** Answers whether it was given up; not when an operator had it begin anew while it was tried. */
  Future<Boolean> postpone(Call call, Due due, Throwable failure) {
    int attempts = due.attempts() + 1;
    boolean dead = attempts >= reading.terms().attempts();
    Tuple parameters = Tuple.of(
        due.id(), attempts, pause(attempts).toMillis(), dead, error(failure), due.attempts());
    return store
        .inTransaction(call, transaction -> transaction.execute(POSTPONE, parameters))
        .map(postponed -> dead && postponed.rowCount() == 1);
  }

  private Duration pause(int attempts) {
    Subscription.Terms terms = reading.terms();
    Duration doubled = terms.firstPause().multipliedBy(1L << Math.min(30, attempts - 1));
    return doubled.compareTo(terms.longestPause()) < 0 ? doubled : terms.longestPause();
  }

  private Tuple keys(Collection<Place> places) {
    Short[] partitions =
        places.stream().map(place -> (short) place.partition()).toArray(Short[]::new);
    return Tuple.of(reading.reader(), reading.source(), partitions);
  }

  private static String error(Throwable failure) {
    String text = String.valueOf(failure);
    return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
  }
}
