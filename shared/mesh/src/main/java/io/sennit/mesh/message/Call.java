package io.sennit.mesh.message;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A request inside the mesh, and the only shape of one: every edge translates to it. */
public record Call(OperationId operation, Pairs params, Body body, Envelope envelope) {

  /** A call that starts here, for nobody in particular. */
  public static Call to(String operation, JsonObject input) {
    return new Call(
        OperationId.parse(operation), Pairs.EMPTY, Body.of(input), Envelope.by(Identity.ANONYMOUS));
  }

  public static Call to(String operation) {
    return new Call(
        OperationId.parse(operation), Pairs.EMPTY, Body.EMPTY, Envelope.by(Identity.ANONYMOUS));
  }

  /**
   * What the mesh or a service has to do by itself, on behalf of nobody. It is made anew each time,
   * because its patience begins now.
   */
  public static Call chore(String service, String name, Duration patience) {
    return new Call(
        new OperationId(service, name),
        Pairs.EMPTY,
        Body.EMPTY,
        Envelope.by(Identity.OPERATOR).within(Deadline.after(patience)).worth(Priority.CRITICAL));
  }

  /** A call that this one needs: same caller, same trace, the deadline that is left. */
  public Call onward(String operation, JsonObject input) {
    return new Call(OperationId.parse(operation), Pairs.EMPTY, Body.of(input), envelope.onward());
  }

  public Call within(Duration timeout) {
    return within(Deadline.after(timeout));
  }

  public Call within(Deadline limit) {
    return new Call(operation, params, body, envelope.within(limit));
  }

  public Call as(Identity identity) {
    return new Call(operation, params, body, envelope.as(identity));
  }

  /** The same call with this header, in place of what was there. */
  public Call with(String header, String value) {
    return new Call(operation, params, body, envelope.with(header, value));
  }

  /** The same call, to be taken back by another hand. */
  public Call until(Cancellation cancellation) {
    return new Call(operation, params, body, envelope.until(cancellation));
  }

  /** The same call with a span of its own, where the spans of its trace are kept. */
  public Call spanned() {
    return trace().sampled()
        ? new Call(operation, params, body, envelope.in(trace().child()))
        : this;
  }

  /** The decoded input. In an operation it has passed the operation's schema. */
  public JsonObject input() {
    return body.json();
  }

  public Deadline deadline() {
    return envelope.deadline();
  }

  /** Tells whoever works on the call when nobody waits for it any more. */
  public Cancellation cancellation() {
    return envelope.cancellation();
  }

  public Priority priority() {
    return envelope.priority();
  }

  public Identity identity() {
    return envelope.identity();
  }

  public Trace trace() {
    return envelope.trace();
  }

  public Pairs headers() {
    return envelope.headers();
  }
}
