package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a group handle the events of one subject again: they are parked, as if each had failed and
 * were due now, so that they are handled in order and newer ones wait behind them.
 */
final class SubjectReplay {
  private static final String PARTITION = "SELECT get_byte(decode(md5($1), 'hex'), 0) & 15";
  private static final String PARK = """
      INSERT INTO event_parked
        (reader, source, partition, position, type, subject, event, attempts, due, error)
      SELECT $1, $2, $3, position, type, $4, event::json, 0, now(), 'is handled again'
        FROM unnest($5::bigint[], $6::text[], $7::text[]) AS told (position, type, event)
      ON CONFLICT (reader, source, partition, subject, position) DO UPDATE
        SET attempts = 0, due = now(), dead = false
      """;
  private static final int MOST = 10_000;
  private static final int MOST_LOOKS = 5;

  private final Reading reading;
  private final String subject;
  private final Surroundings surroundings;
  private final Log log;
  private final Cursors cursors;

  /** All that is kept of the subject up to a position. */
  private record Kept(List<Event> events, long upTo) {}

  SubjectReplay(Reading reading, String subject, Surroundings surroundings) {
    this.reading = reading;
    this.subject = subject;
    this.surroundings = surroundings;
    this.log = new Log(reading, surroundings.mesh());
    this.cursors = new Cursors(reading.reader(), reading.source());
  }

  Future<JsonObject> order(Call call, long after) {
    return look(call, after, 1)
        .map(parked -> new JsonObject().put("source", reading.source()).put("events", parked));
  }

  private Future<Integer> look(Call call, long after, int number) {
    return read(call, new Kept(new ArrayList<>(), after))
        .compose(kept -> kept.events().isEmpty()
            ? Future.succeededFuture(0)
            : surroundings
                .store()
                .inTransaction(call, transaction -> park(transaction, kept))
                .compose(parked -> parked >= 0
                    ? Future.succeededFuture(parked)
                    : number < MOST_LOOKS ? look(call, after, number + 1) : busy()));
  }

  private static Future<Integer> busy() {
    return Future.failedFuture(Problem.of(
        Kind.UNAVAILABLE, "The group goes on faster than its source can be read: ask again."));
  }

  private Future<Kept> read(Call call, Kept kept) {
    return log.read(call, subject, kept.upTo()).compose(page -> {
      page.getJsonArray("items")
          .forEach(event -> kept.events().add(Event.ofCloudEvent((JsonObject) event)));
      if (kept.events().size() > MOST) {
        return Future.failedFuture(Problem.of(
            Kind.CONFLICT,
            "More than " + MOST + " events are kept of '" + subject
                + "': replay them from a later time or position."));
      }
      Kept more = new Kept(kept.events(), page.getLong("upTo"));
      return page.getBoolean("more") ? read(call, more) : Future.succeededFuture(more);
    });
  }

  /**
   * Those that the group has passed; the others will come to it as they are. Negative when it has
   * passed more meanwhile than was read.
   */
  private Future<Integer> park(Transaction transaction, Kept kept) {
    return transaction
        .execute(PARTITION, Tuple.of(subject))
        .map(rows -> rows.iterator().next().getInteger(0))
        .compose(partition -> cursors.raise(transaction, List.of(partition)).compose(positions -> {
          long passed = positions.getOrDefault(partition, 0L);
          if (passed > kept.upTo()) {
            return Future.succeededFuture(-1);
          }
          List<Event> events =
              kept.events().stream().filter(event -> event.position() <= passed).toList();
          return park(transaction, partition, events);
        }));
  }

  private Future<Integer> park(Transaction transaction, int partition, List<Event> events) {
    Tuple parameters = Tuple.of(reading.reader(), reading.source(), partition, subject)
        .addArrayOfLong(events.stream().map(Event::position).toArray(Long[]::new))
        .addArrayOfString(events.stream().map(Event::type).toArray(String[]::new))
        .addArrayOfString(
            events.stream().map(event -> event.toCloudEvent().encode()).toArray(String[]::new));
    return transaction
        .execute(PARK, parameters)
        .compose(parked -> Audit.write(
            transaction,
            "event.replay",
            reading + ", the subject " + subject + ": " + events.size() + " events"))
        .map(events.size());
  }
}
