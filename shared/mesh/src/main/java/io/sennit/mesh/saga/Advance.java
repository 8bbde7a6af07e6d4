package io.sennit.mesh.saga;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Moves sagas on, many of them in one transaction: what they have become, their next commands and
 * what the service itself does at that point are kept together or not at all.
 */
final class Advance {
  private final Map<String, Saga> sagas;
  private final Rows rows;
  private final Supplier<EventLog> log;
  private final Meters meters;

  Advance(Map<String, Saga> sagas, Rows rows, Supplier<EventLog> log, Meters meters) {
    this.sagas = sagas;
    this.rows = rows;
    this.log = log;
    this.meters = meters;
  }

  /** Nothing of it is waited for, so that it costs the starting transaction no round trip. */
  Future<Void> begin(Transaction transaction, Saga saga, List<Beginning> beginnings) {
    List<Course> courses = new ArrayList<>(beginnings.size());
    List<NewEvent> commands = new ArrayList<>(beginnings.size());
    for (Beginning beginning : beginnings) {
      Course course = Course.beginning(rows.service(), saga, beginning);
      Machine machine = new Machine(sagas);
      machine.begin(course, saga);
      if (course.state() == State.PARKED) {
        // Nobody waits for it yet, so that its caller can be told.
        throw new IllegalStateException(course.progress().error());
      }
      courses.add(course);
      machine.commands().forEach(command -> commands.add(command.because(beginning.because())));
    }
    Future<Void> inserted = rows.insert(transaction, courses);
    Future<Void> told = log.get().append(transaction, commands);
    return inserted.compose(there -> told);
  }

  /** Answers of participants, in their order. */
  Future<Void> answered(List<Event> events, Transaction transaction) {
    Set<Course.Key> keys = new LinkedHashSet<>();
    for (Event event : events) {
      Course.Key key = Course.Key.of(event.saga());
      if (key != null && key.service().equals(rows.service())) {
        keys.add(key);
      }
    }
    return keys.isEmpty()
        ? Future.succeededFuture()
        : rows.lock(transaction, keys).compose(found -> {
          Machine machine = new Machine(sagas);
          for (Event event : events) {
            Course.Key key = Course.Key.of(event.saga());
            Course course = key == null ? null : found.get(key);
            if (course != null) {
              machine.answered(course, event);
            }
          }
          return keep(transaction, machine, found.values());
        });
  }

  /** Those to look at: for most of them no answer has come in time. */
  Future<Void> due(List<Course> courses, Transaction transaction) {
    Machine machine = new Machine(sagas);
    for (Course course : courses) {
      if (course.isDue()) {
        machine.due(course);
      } else {
        course.lookLater();
      }
    }
    return keep(transaction, machine, courses);
  }

  /** One with which the service itself failed is looked at later; too often, and it is parked. */
  Future<Void> postpone(Course.Key key, Throwable failure, Transaction transaction) {
    return rows.lock(transaction, Set.of(key)).compose(found -> {
      Course course = found.get(key);
      Saga saga = sagas.get(key.name());
      if (course == null) {
        return Future.succeededFuture();
      }
      if (saga != null && course.isDue()) {
        course.postpone(failure.toString(), saga.terms());
      } else {
        course.lookLater();
      }
      return rows.update(transaction, List.of(course));
    });
  }

  private Future<Void> keep(Transaction transaction, Machine machine, Collection<Course> courses) {
    return work(transaction, courses).compose(worked -> {
      List<Course> changed = courses.stream().filter(Course::isChanged).toList();
      if (changed.isEmpty()) {
        return Future.succeededFuture();
      }
      transaction.afterCommit(() -> changed.forEach(meters::moved));
      Future<Void> updated = rows.update(transaction, changed);
      Future<Void> told = log.get().append(transaction, machine.commands());
      return updated.compose(there -> told);
    });
  }

  /** What the service itself does, until all of the sagas wait for others or have ended. */
  private Future<Void> work(Transaction transaction, Collection<Course> courses) {
    Map<SagaHandler, List<Course.Pending>> pending = new LinkedHashMap<>();
    for (Course course : courses) {
      Course.Pending next = course.takePending();
      if (next != null) {
        pending.computeIfAbsent(next.handler(), handler -> new ArrayList<>()).add(next);
      }
    }
    if (pending.isEmpty()) {
      return Future.succeededFuture();
    }
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<SagaHandler, List<Course.Pending>> entry : pending.entrySet()) {
      List<SagaRun> runs = entry.getValue().stream().map(Course.Pending::run).toList();
      done = done.compose(before -> entry.getKey().handle(runs, transaction));
    }
    return done.compose(handled -> {
      pending.values().forEach(list -> list.forEach(one -> one.after().run()));
      return work(transaction, courses);
    });
  }
}
