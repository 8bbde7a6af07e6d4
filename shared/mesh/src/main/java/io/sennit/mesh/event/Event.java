package io.sennit.mesh.event;

import io.sennit.mesh.message.Trace;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a service has told in its log, for good.
 *
 * @param source who told it, as in {@code /orders}
 * @param position its place in the source's log, which is also its id there
 * @param type what happened, as in {@code order.placed}
 * @param subject the aggregate that it happened to; the order of events is kept per subject
 * @param trace the W3C traceparent of the call that caused it
 * @param cause the event that caused it, as in {@code /payments/4711}, or the operation, as in
 *     {@code orders.place}
 * @param saga the saga that it belongs to, which goes with all that it causes
 * @param owner the user whose it is, or null when it is nobody's
 */
public record Event(
    String source,
    long position,
    String type,
    String subject,
    Instant time,
    @Nullable String trace,
    @Nullable String cause,
    @Nullable String saga,
    @Nullable String owner,
    JsonObject data) {
  /** How a traceparent ends that this mesh has written. */
  private static final String SAMPLED = "-01";

  /** Its name among all events of the mesh, as in {@code /orders/4711}. */
  public String reference() {
    return source + "/" + position;
  }

  /** Whether what follows from it is remembered for its trace. */
  boolean isTraced() {
    return trace != null && trace.endsWith(SAMPLED);
  }

  /** The same event as a span of its trace handles it, which is the cause of what follows. */
  Event in(Trace own) {
    return new Event(
        source, position, type, subject, time, own.traceparent(), cause, saga, owner, data);
  }

  /** The event in the JSON format of CloudEvents 1.0. */
  public JsonObject toCloudEvent() {
    JsonObject json = new JsonObject()
        .put("specversion", "1.0")
        .put("id", Long.toString(position))
        .put("source", source)
        .put("type", type)
        .put("subject", subject)
        .put("time", time.toString())
        .put("datacontenttype", "application/json");
    if (trace != null) {
      json.put("traceparent", trace);
    }
    if (cause != null) {
      json.put("cause", cause);
    }
    if (saga != null) {
      json.put("saga", saga);
    }
    if (owner != null) {
      json.put("owner", owner);
    }
    return json.put("data", data);
  }

  static Event ofCloudEvent(JsonObject json) {
    return new Event(
        json.getString("source"),
        Long.parseLong(json.getString("id")),
        json.getString("type"),
        json.getString("subject"),
        json.getInstant("time"),
        json.getString("traceparent"),
        json.getString("cause"),
        json.getString("saga"),
        json.getString("owner"),
        json.getJsonObject("data"));
  }
}
