package io.sennit.mesh.event;

import static io.sennit.mesh.message.JsonText.field;

import io.vertx.sqlclient.Row;

/**
 * A row of the log as a CloudEvent, written without taking its data apart.
 *
 * <p>The columns that statements select stand at these places, one behind the other: type, subject,
 * time, trace, cause, saga, owner, data.
 */
final class EventText {
  static final int TYPE = 3;

  private EventText() {}

  static void append(StringBuilder text, String source, long position, Row row) {
    text.append("{\"specversion\":\"1.0\",\"id\":\"").append(position).append('"');
    field(text, "source", source);
    field(text, "type", row.getString(TYPE));
    field(text, "subject", row.getString(TYPE + 1));
    field(text, "time", row.getOffsetDateTime(TYPE + 2).toInstant().toString());
    field(text, "traceparent", row.getString(TYPE + 3));
    field(text, "cause", row.getString(TYPE + 4));
    field(text, "saga", row.getString(TYPE + 5));
    field(text, "owner", row.getString(TYPE + 6));
    text.append(",\"datacontenttype\":\"application/json\",\"data\":")
        .append(row.getString(TYPE + 7))
        .append('}');
  }
}
