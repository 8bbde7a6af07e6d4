package io.sennit.mesh.event;

import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.trace.Outcome;
import io.sennit.mesh.trace.Span.Act;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.AsyncResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what becomes of events for the traces of the requests that they follow from. */
final class Chapters {
  private final Spans spans;
  private final String group;
  private final String instance;

  Chapters(Reading reading, Surroundings surroundings) {
    this.spans = surroundings.spans();
    this.group = reading.reader();
    this.instance = surroundings.self();
  }

  /** Events are about to be handled in one transaction. */
  Chapter begin(List<Event> told) {
    boolean plain = told.stream().noneMatch(Event::isTraced);
    return new Chapter(
        told, plain ? told : told.stream().map(Chapters::spanned).toList(), System.nanoTime());
  }

  private static Event spanned(Event event) {
    return event.isTraced() ? event.in(Trace.continued(event.trace()).child()) : event;
  }

  /** One transaction's part of the stories of its events. */
  final class Chapter {
    private final List<Event> told;
    private final List<Event> events;
    private final long started;

    private Chapter(List<Event> told, List<Event> events, long started) {
      this.told = told;
      this.events = events;
      this.started = started;
    }

    /** The events as handlers get them: what follows from one names its handling as the cause. */
    List<Event> events() {
      return events;
    }

    void end(AsyncResult<?> end) {
      Throwable failure = end.cause();
      // Several that failed together are tried one by one next; a lost lease is another's to tell.
      if (failure != null && (told.size() > 1 || failure instanceof LeaseLost)) {
        return;
      }
      for (int i = 0; i < told.size(); i++) {
        if (failure != null || told.get(i).isTraced()) {
          add(told.get(i), events.get(i), failure);
        }
      }
    }

    private void add(Event event, Event handled, @Nullable Throwable failure) {
      spans.add(
          Act.event(event.type(), group, instance, event.reference()),
          Trace.continued(handled.trace()),
          Trace.continued(event.trace()).span(),
          System.nanoTime() - started,
          // Nobody has asked for an event who could have asked for the wrong thing.
          failure == null ? Outcome.DONE : Outcome.of(Kind.INTERNAL.status(), failure));
    }
  }
}
