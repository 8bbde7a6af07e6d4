package io.sennit.mesh.saga;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides how sagas go on, and collects the commands that follow from it. What it does not know,
 * because another version of the service began it, it parks.
 */
final class Machine {
  private static final String TIMED_OUT = "TIMED_OUT";

  private final Map<String, Saga> sagas;
  private final List<NewEvent> commands = new ArrayList<>();

  Machine(Map<String, Saga> sagas) {
    this.sagas = sagas;
  }

  /** What is to be told, in this order. */
  List<NewEvent> commands() {
    return commands;
  }

  void begin(Course course, Saga saga) {
    course.note(What.STARTED, null);
    enter(course, saga, saga.steps().get(0));
  }

  void answered(Course course, Event event) {
    course.because(event);
    Saga saga = sagas.get(course.key().name());
    Step step = saga == null ? null : saga.step(course.step());
    if (course.state().isOver() || !isOfPresentCommand(course, event)) {
      course.note(What.IGNORED, event.type());
    } else if (saga == null || step == null) {
      course.park(unknown(course));
    } else if (course.progress().isFailed()) {
      undoAnswered(course, saga, step, event);
    } else {
      answered(course, saga, step, event);
    }
  }

  private void answered(Course course, Saga saga, Step step, Event event) {
    if (!(step.forward() instanceof Action.Send send) || !isFrom(send, event)) {
      course.note(What.IGNORED, event.type());
    } else if (send.yes().contains(event.type())) {
      course.go(State.RUNNING);
      course.progress().answered(step.name(), event.data());
      done(course, saga, step);
    } else if (send.no().contains(event.type())) {
      course.progress().answered(step.name(), event.data());
      refused(course, saga, reason(event));
    } else {
      course.note(What.IGNORED, event.type());
    }
  }

  private void undoAnswered(Course course, Saga saga, Step step, Event event) {
    if (!(step.backward() instanceof Action.Send send) || !isFrom(send, event)) {
      course.note(What.IGNORED, event.type());
    } else if (send.yes().contains(event.type())) {
      course.go(State.COMPENSATING);
      undone(course, saga);
    } else if (send.no().contains(event.type()) && course.state() != State.PARKED) {
      String reason = reason(event);
      course.progress().error("the undoing of " + step.name() + " was refused: " + reason);
      course.note(What.UNDO_REFUSED, reason);
      if (!isGivenUp(course, saga)) {
        course.pause(saga.terms().pause(course.attempts()));
      }
    } else {
      course.note(What.IGNORED, event.type());
    }
  }

  /** No answer has come in time, or it is time to try again. */
  void due(Course course) {
    Saga saga = sagas.get(course.key().name());
    Step step = saga == null ? null : saga.step(course.step());
    if (saga == null || step == null) {
      course.park(unknown(course));
    } else if (course.progress().isFailed()) {
      undoAgain(course, saga, step);
    } else {
      course.note(What.TIMED_OUT, null);
      // The command may yet be carried out; the one that undoes it comes behind it.
      course.progress().did(step.name());
      course.fail(TIMED_OUT);
      back(course, saga);
    }
  }

  private void undoAgain(Course course, Saga saga, Step step) {
    Action undo = step.backward();
    if (undo == null) {
      undone(course, saga);
    } else if (!isGivenUp(course, saga)) {
      if (course.attempts() > 0) {
        course.note(What.UNDO_TIMED_OUT, null);
      }
      undo(course, saga, step, undo);
    }
  }

  private boolean isGivenUp(Course course, Saga saga) {
    boolean over = course.attempts() >= saga.terms().attempts();
    if (over) {
      String error = course.progress().error();
      course.park("The undoing of " + course.step() + " was tried " + course.attempts() + " times"
          + (error == null ? ", and no answer could be handled" : "; " + error)
          + ": see why, then retry the saga.");
    }
    return over;
  }

  private void enter(Course course, Saga saga, Step step) {
    course.enter(step.name());
    if (step.forward() instanceof Action.Send send) {
      if (send(course, saga, send)) {
        course.await(step.within());
        course.note(What.SENT, null);
      }
    } else if (step.forward() instanceof Action.Work work) {
      SagaRun run = new SagaRun(course);
      course.pending(run, work.handler(), () -> {
        String refusal = run.refusal();
        if (refusal == null) {
          done(course, saga, step);
        } else {
          refused(course, saga, refusal);
        }
      });
    }
  }

  private void done(Course course, Saga saga, Step step) {
    course.note(What.DONE, null);
    course.progress().did(step.name());
    Step next = saga.after(step);
    if (next == null) {
      course.finish(State.COMPLETED, What.COMPLETED);
      course.pending(new SagaRun(course), saga.onCompleted(), () -> {});
    } else {
      enter(course, saga, next);
    }
  }

  private void refused(Course course, Saga saga, String reason) {
    course.note(What.REFUSED, reason);
    course.fail(reason);
    back(course, saga);
  }

  private void undone(Course course, Saga saga) {
    course.note(What.UNDONE, null);
    course.progress().error(null);
    course.progress().undid();
    back(course, saga);
  }

  /** Undoes the last step that is not undone yet. */
  private void back(Course course, Saga saga) {
    String last;
    while ((last = course.progress().last()) != null) {
      Step step = saga.step(last);
      course.enter(last);
      if (step == null) {
        course.park(unknown(course));
        return;
      }
      Action undo = step.backward();
      if (undo != null) {
        undo(course, saga, step, undo);
        return;
      }
      course.progress().undid();
    }
    course.finish(State.FAILED, What.FAILED);
    course.pending(new SagaRun(course), saga.onFailed(), () -> {});
  }

  private void undo(Course course, Saga saga, Step step, Action undo) {
    if (undo instanceof Action.Send send) {
      if (send(course, saga, send)) {
        course.await(step.within()
            .plus(course.attempts() == 0 ? Duration.ZERO : saga.terms().pause(course.attempts())));
        course.note(What.UNDO_SENT, null);
      }
    } else if (undo instanceof Action.Work work) {
      course.pending(new SagaRun(course), work.handler(), () -> undone(course, saga));
    }
  }

  /** A defect in the making of one command must not hold up other sagas. */
  private boolean send(Course course, Saga saga, Action.Send send) {
    try {
      SagaRun run = new SagaRun(course);
      JsonObject data = send.data().apply(run);
      commands.add(saga.owned(course.event(send.type(), course.key().id(), data), run));
      return true;
    } catch (RuntimeException defect) {
      course.park("The command " + send.type() + " could not be made (" + defect
          + "): correct the service, then retry the saga.");
      return false;
    }
  }

  private static String reason(Event event) {
    return String.valueOf(event.data().getValue("reason", event.type()));
  }

  private static boolean isFrom(Action.Send send, Event event) {
    return event.source().equals("/" + send.to());
  }

  /**
   * An answer names the command as its cause: one that was sent since the saga came to its step.
   */
  private static boolean isOfPresentCommand(Course course, Event event) {
    String own = "/" + course.key().service() + "/";
    String cause = event.cause();
    if (cause == null || !cause.startsWith(own)) {
      return false;
    }
    try {
      return Long.parseLong(cause, own.length(), cause.length(), 10) > course.since();
    } catch (NumberFormatException operation) {
      return false;
    }
  }

  private static String unknown(Course course) {
    return "This version of the service knows no step " + course.step() + " of a saga "
        + course.key().name() + ": run the version that began it, then retry the saga.";
  }
}
