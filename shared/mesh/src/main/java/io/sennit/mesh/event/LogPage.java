package io.sennit.mesh.event;

import io.sennit.mesh.message.Body;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the log on its way to who looks at it, in order of position and bounded in size. */
final class LogPage {
  private static final int LARGEST = 1 << 20;

  private final String source;
  private final PageRequest request;
  private final Audience audience;
  private final List<String> events = new ArrayList<>();
  private long size;
  private long last;

  LogPage(String source, PageRequest request, Audience audience) {
    this.source = source;
    this.request = request;
    this.audience = audience;
  }

  Body write(RowSet<Row> rows) {
    boolean isFull = false;
    for (Row row : rows) {
      Long position = row.getLong("position");
      if (isFull || position == null) {
        continue;
      }
      StringBuilder text = new StringBuilder(512);
      EventText.append(text, source, position, row);
      events.add(text.toString());
      size += text.length();
      last = position;
      isFull = events.size() == request.limit() || size > LARGEST;
    }
    Row any = rows.iterator().next();
    Long edge = isFull ? Long.valueOf(last) : any.getLong("edge");
    String bounds = request.isForward() ? newer(any, edge) : older(any, edge);
    return Body.of(Buffer.buffer("{\"items\":[" + String.join(",", events) + "]," + bounds
        + ",\"audience\":" + audience.toJson().encode() + "}"));
  }

  /** @param edge how far it was read, or null for as far as there is anything */
  private String newer(Row any, @Nullable Long edge) {
    Long tip = any.getLong("tip");
    long upTo = edge != null ? edge : tip != null ? tip : request.after();
    return "\"upTo\":" + upTo + ",\"more\":" + (edge != null) + ",\"gone\":"
        + (any.getLong("dropped") > request.after());
  }

  private String older(Row any, @Nullable Long edge) {
    Collections.reverse(events);
    Long tip = any.getLong("tip");
    long before = edge == null ? 0 : edge;
    long kept = any.getLong("dropped");
    return "\"upTo\":" + (tip == null ? kept : Math.max(kept, tip)) + ",\"before\":" + before
        + ",\"more\":" + (before > 0);
  }
}
