package io.sennit.mesh.saga;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One saga as it stands in the database, and what is about to change in it. */
final class Course {
  private final Key key;
  private final Instant now;
  private final Instant deadline;
  private final Instant started;
  private final Body input;
  private final Progress progress;
  private final History history;
  private State state;
  private @Nullable String step;
  private int attempts;
  private long since;
  private boolean sending;
  private @Nullable Instant due;
  private boolean changed;
  private boolean ended;
  private @Nullable Event because;
  private @Nullable Pending pending;

  /** What a saga is called. */
  record Key(String service, String name, String id) {
    /** Which goes with every event that belongs to it. */
    String reference() {
      return service + "/" + name + "/" + id;
    }

    static @Nullable Key of(@Nullable String reference) {
      String[] parts = reference == null ? new String[0] : reference.split("/", 3);
      return parts.length == 3 ? new Key(parts[0], parts[1], parts[2]) : null;
    }
  }

  /**
   * When it is.
   *
   * @param now the database's time, as all the others are
   */
  record Times(
      Instant now,
      Instant started,
      Instant deadline,
      @Nullable Instant due) {}

  /** Work of the service itself that comes next, and what the saga does when it is done. */
  record Pending(SagaRun run, SagaHandler handler, Runnable after) {}

  Course(Key key, Times times, Body input, Progress progress, History history) {
    this.key = key;
    this.now = times.now();
    this.started = times.started();
    this.deadline = times.deadline();
    this.due = times.due();
    this.input = input;
    this.progress = progress;
    this.history = history;
    this.state = State.RUNNING;
  }

  static Course beginning(String service, Saga saga, Beginning beginning) {
    // Only shown: what is due, and when, is the database's to say.
    Instant now = Instant.now();
    return new Course(
        new Key(service, saga.name(), beginning.id()),
        new Times(now, now, now.plus(saga.terms().within()), null),
        beginning.input(),
        new Progress(new JsonObject(), new JsonArray()),
        new History(0));
  }

  /** Takes up where it was. */
  Course at(State where, @Nullable String atStep, int sent, long sentBehind) {
    state = where;
    step = atStep;
    attempts = sent;
    since = sentBehind;
    return this;
  }

  Key key() {
    return key;
  }

  Instant deadline() {
    return deadline;
  }

  Instant now() {
    return now;
  }

  Instant started() {
    return started;
  }

  /** Taken apart when somebody asks: not every answer makes anybody do so. */
  Body input() {
    return input;
  }

  Progress progress() {
    return progress;
  }

  History history() {
    return history;
  }

  State state() {
    return state;
  }

  @Nullable
  String step() {
    return step;
  }

  int attempts() {
    return attempts;
  }

  long since() {
    return since;
  }

  /** Whether it sends a command that none before can be taken for. */
  boolean isSending() {
    return sending;
  }

  @Nullable
  Instant due() {
    return due;
  }

  boolean isChanged() {
    return changed;
  }

  /** The event that moves it now. */
  void because(Event event) {
    because = event;
  }

  NewEvent event(String type, String subject, JsonObject data) {
    NewEvent event = NewEvent.of(type, subject, data).ofSaga(key.reference());
    return because == null ? event : event.because(because);
  }

  void note(What what, @Nullable String detail) {
    changed = true;
    if (what != What.IGNORED || !history.isLong()) {
      history.add(now, what, step, because == null ? null : because.reference(), detail);
    }
  }

  /** Comes to a step, in whatever direction. */
  void enter(String next) {
    step = next;
    attempts = 0;
    due = null;
    sending = true;
    since = Long.MAX_VALUE;
  }

  /** Waits for the answer to a command so long. */
  void await(Duration longest) {
    attempts++;
    due = now.plus(longest);
    if (state == State.RUNNING && deadline.isBefore(due)) {
      due = deadline;
    }
  }

  /** Does nothing before that. */
  void pause(Duration length) {
    due = now.plus(length);
  }

  /** It moves, whatever held it before. */
  void go(State direction) {
    state = direction;
    progress.error(null);
  }

  /** From now on it goes back. */
  void fail(String reason) {
    progress.fail(step, reason);
    go(State.COMPENSATING);
  }

  /** Waits for an operator. */
  void park(String error) {
    state = State.PARKED;
    due = null;
    progress.error(error);
    note(What.PARKED, progress.error());
  }

  /** Goes on at once, in the direction that it had. */
  void retry() {
    go(progress.isFailed() ? State.COMPENSATING : State.RUNNING);
    attempts = 0;
    due = now;
    note(What.RETRIED, null);
  }

  boolean isDue() {
    return due != null && !due.isAfter(now);
  }

  /** It has come further since it was said when to look at it, which is to be said again. */
  void lookLater() {
    changed = true;
  }

  /** The service itself failed with it. */
  void postpone(String error, Saga.Terms terms) {
    attempts++;
    if (attempts > terms.attempts()) {
      park(error);
    } else {
      progress.error(error);
      pause(terms.pause(attempts));
    }
  }

  boolean hasEnded() {
    return ended;
  }

  void finish(State end, What what) {
    ended = true;
    step = null;
    state = end;
    due = null;
    note(what, null);
  }

  void pending(SagaRun run, SagaHandler handler, Runnable after) {
    pending = new Pending(run, handler, after);
  }

  @Nullable
  Pending takePending() {
    Pending taken = pending;
    pending = null;
    return taken;
  }
}
