package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a service tells what has happened. */
public final class EventLog {
  /** In SQL: the last position that anybody has drawn. */
  public static final String LAST_POSITION = LogSql.TIP;

  private static final int LARGEST = 256 * 1024;

  private final String source;
  private final Audience audience;
  private final Announcements announcements;

  EventLog(String source, Audience audience, Announcements announcements) {
    this.source = source;
    this.audience = audience;
    this.announcements = announcements;
  }

  /**
   * Adds an event to what the transaction keeps: both are there for good when it commits, and
   * neither otherwise. The future need not be waited for.
   */
  public Future<Void> append(Transaction transaction, NewEvent event) {
    return append(transaction, List.of(event));
  }

  /** Several events in this order, which costs no more round trips than one. */
  public Future<Void> append(Transaction transaction, List<NewEvent> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    // Thrown, not answered: who does not look at the future must not commit without the event.
    List<Said> said =
        events.stream().map(event -> Said.of(event, transaction.call())).toList();
    return transaction.execute(LogSql.APPEND, columns(said)).map(rows -> {
      transaction.afterCommit(() -> announce(said, rows));
      return null;
    });
  }

  /** An event with all that it follows from, and its data as the log keeps them. */
  private record Said(
      NewEvent event,
      Origin origin,
      @Nullable String saga,
      @Nullable String owner,
      String data) {
    static Said of(NewEvent event, Call call) {
      Origin origin = event.origin() == null ? Origin.of(call) : event.origin();
      String saga = event.saga() == null ? origin.saga() : event.saga();
      String owner = event.owner() == null ? origin.owner() : event.owner();
      return new Said(event, origin, saga, owner, encoded(event));
    }
  }

  private Tuple columns(List<Said> events) {
    int size = events.size();
    String[] types = new String[size];
    String[] subjects = new String[size];
    String[] traces = new String[size];
    String[] causes = new String[size];
    String[] sagas = new String[size];
    String[] owners = new String[size];
    String[] behalves = new String[size];
    String[] data = new String[size];
    for (int i = 0; i < size; i++) {
      Said said = events.get(i);
      types[i] = said.event().type();
      subjects[i] = said.event().subject();
      traces[i] = said.origin().trace();
      causes[i] = said.origin().cause();
      sagas[i] = said.saga();
      boolean internal = audience.isInternal(said.event().type());
      owners[i] = internal ? null : said.owner();
      behalves[i] = internal ? said.owner() : null;
      data[i] = said.data();
    }
    return Tuple.of(types, subjects, traces, causes, sagas, owners, behalves, data);
  }

  private static String encoded(NewEvent event) {
    String data = event.data().text();
    if (data.length() > LARGEST) {
      throw Problem.of(
          Kind.BODY_TOO_LARGE,
          "The data of an event " + event.type() + " has " + data.length()
              + " characters, more than " + LARGEST
              + ": keep it elsewhere and let the event name the place.");
    }
    return data;
  }

  private void announce(List<Said> events, RowSet<Row> places) {
    List<Event> told = new ArrayList<>(events.size());
    Set<Integer> partitions = new HashSet<>();
    int i = 0;
    for (Row place : places) {
      Said said = events.get(i++);
      NewEvent event = said.event();
      told.add(new Event(
          source,
          place.getLong(0),
          event.type(),
          event.subject(),
          place.getOffsetDateTime(1).toInstant(),
          said.origin().trace(),
          said.origin().cause(),
          said.saga(),
          said.owner(),
          event.data().json()));
      partitions.add(place.getInteger(2));
    }
    announcements.committed(told, partitions);
  }

  static String sourceOf(String service) {
    return "/" + service;
  }

  /** Of what people write, who may leave out the slash. */
  static String sourceNamed(String text) {
    return text.startsWith("/") ? text : sourceOf(text);
  }
}
