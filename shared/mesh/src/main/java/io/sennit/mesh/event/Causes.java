package io.sennit.mesh.event;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Trace;
import org.jspecify.annotations.Nullable;

/**
 * How an event learns from what it follows: the handling of an event is a call too, whose headers
 * name that event. No edge lets these headers in.
 */
final class Causes {
  private static final String CAUSE = "sennit-cause";
  private static final String SAGA = "sennit-saga";

  private Causes() {}

  /** The call on whose behalf an event is handled. */
  static Call handling(OperationId handler, Event event, Deadline deadline) {
    String saga = event.saga();
    Pairs cause = Pairs.of(CAUSE, event.reference());
    return new Call(
        handler,
        Pairs.EMPTY,
        Body.EMPTY,
        new Envelope(
            deadline,
            Identity.OPERATOR,
            Trace.continued(event.trace()),
            saga == null ? cause : cause.and(SAGA, saga),
            Cancellation.NONE));
  }

  static String cause(Call call, NewEvent event) {
    Event because = event.because();
    if (because != null) {
      return because.reference();
    }
    String handled = call.headers().get(CAUSE);
    return handled == null ? call.operation().toString() : handled;
  }

  static @Nullable String saga(Call call, NewEvent event) {
    if (event.saga() != null) {
      return event.saga();
    }
    Event because = event.because();
    return because == null ? call.headers().get(SAGA) : because.saga();
  }

  static String trace(Call call, NewEvent event) {
    Event because = event.because();
    Trace trace = because == null ? call.trace() : Trace.continued(because.trace());
    return trace.traceparent();
  }
}
