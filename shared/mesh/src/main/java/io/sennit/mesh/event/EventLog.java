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
import java.util.List;

/** Where a service tells what has happened. */
public final class EventLog {
  private static final int LARGEST = 256 * 1024;

  private final String source;
  private final Announcements announcements;

  EventLog(String source, Announcements announcements) {
    this.source = source;
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
    Tuple columns = columns(transaction.call(), events);
    return transaction.execute(LogSql.APPEND, columns).map(rows -> {
      transaction.afterCommit(() -> announce(transaction.call(), events, rows));
      return null;
    });
  }

  private static Tuple columns(Call call, List<NewEvent> events) {
    int size = events.size();
    String[] types = new String[size];
    String[] subjects = new String[size];
    String[] traces = new String[size];
    String[] causes = new String[size];
    String[] sagas = new String[size];
    String[] data = new String[size];
    for (int i = 0; i < size; i++) {
      NewEvent event = events.get(i);
      types[i] = event.type();
      subjects[i] = event.subject();
      traces[i] = Causes.trace(call, event);
      causes[i] = Causes.cause(call, event);
      sagas[i] = Causes.saga(call, event);
      data[i] = data(event);
    }
    return Tuple.of(types, subjects, traces, causes, sagas, data);
  }

  private static String data(NewEvent event) {
    String data = event.data().encode();
    if (data.length() > LARGEST) {
      throw Problem.of(
          Kind.BODY_TOO_LARGE,
          "The data of an event " + event.type() + " has " + data.length()
              + " characters, more than " + LARGEST
              + ": keep it elsewhere and let the event name the place.");
    }
    return data;
  }

  private void announce(Call call, List<NewEvent> events, RowSet<Row> places) {
    List<Event> told = new ArrayList<>(events.size());
    int i = 0;
    for (Row place : places) {
      NewEvent event = events.get(i++);
      told.add(new Event(
          source,
          place.getLong(0),
          event.type(),
          event.subject(),
          place.getOffsetDateTime(1).toInstant(),
          Causes.trace(call, event),
          Causes.cause(call, event),
          Causes.saga(call, event),
          event.data()));
    }
    announcements.committed(told);
  }

  static String sourceOf(String service) {
    return "/" + service;
  }

  /** Of what people write, who may leave out the slash. */
  static String sourceNamed(String text) {
    return text.startsWith("/") ? text : sourceOf(text);
  }
}
