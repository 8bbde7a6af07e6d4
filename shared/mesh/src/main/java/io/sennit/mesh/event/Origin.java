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
 * What an event follows from: another event, or a call. The handling of an event is a call too,
 * whose headers name that event; no edge lets these headers in.
 *
 * @param cause the other event, or the operation
 * @param trace the W3C traceparent
 * @param saga the saga that what it follows from belongs to
 */
record Origin(String cause, String trace, @Nullable String saga) {
  private static final String CAUSE = "sennit-cause";
  private static final String SAGA = "sennit-saga";

  static Origin of(Event event) {
    return new Origin(
        event.reference(), Trace.continued(event.trace()).traceparent(), event.saga());
  }

  static Origin of(Call call) {
    String handled = call.headers().get(CAUSE);
    return new Origin(
        handled == null ? call.operation().toString() : handled,
        call.trace().traceparent(),
        call.headers().get(SAGA));
  }

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
}
