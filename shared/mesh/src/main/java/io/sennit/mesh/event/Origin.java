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
 * @param owner whose the event is that it follows from; a call is nobody's
 */
record Origin(
    String cause,
    String trace,
    @Nullable String saga,
    @Nullable String owner) {
  private static final String CAUSE = "sennit-cause";
  private static final String SAGA = "sennit-saga";
  private static final String OWNER = "sennit-owner";

  static Origin of(Event event) {
    return new Origin(
        event.reference(),
        Trace.continued(event.trace()).traceparent(),
        event.saga(),
        event.owner());
  }

  static Origin of(Call call) {
    String handled = call.headers().get(CAUSE);
    return new Origin(
        handled == null ? call.operation().toString() : handled,
        call.trace().traceparent(),
        call.headers().get(SAGA),
        call.headers().get(OWNER));
  }

  /** The call on whose behalf an event is handled. */
  static Call handling(OperationId handler, Event event, Deadline deadline) {
    return new Call(
        handler,
        Pairs.EMPTY,
        Body.EMPTY,
        new Envelope(
            deadline,
            Identity.OPERATOR,
            Trace.continued(event.trace()),
            headers(event),
            Cancellation.NONE));
  }

  private static Pairs headers(Event event) {
    Pairs headers = Pairs.of(CAUSE, event.reference());
    String saga = event.saga();
    String owner = event.owner();
    headers = saga == null ? headers : headers.and(SAGA, saga);
    return owner == null ? headers : headers.and(OWNER, owner);
  }
}
