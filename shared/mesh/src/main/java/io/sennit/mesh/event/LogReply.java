package io.sennit.mesh.event;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/**
 * Rows of the log on their way to a reader. Their data stays the text that it is in the database:
 * the first one to take it apart is the reader.
 */
final class LogReply {
  private static final int LARGEST = 1 << 20;

  private final String source;
  private final FetchRequest request;
  private final StringBuilder text = new StringBuilder(1024);
  private int partition = -1;
  private int read;
  private int written;
  private long upTo;
  private boolean full;

  LogReply(String source, FetchRequest request) {
    this.source = source;
    this.request = request;
  }

  /** To a reader who should ask again before long. */
  static Reply later() {
    return new Reply(
        200,
        Pairs.EMPTY,
        Body.of(Buffer.buffer("{\"later\":true,\"pending\":true,\"partitions\":{}}")));
  }

  /**
   * Takes the rows, which are ordered by partition and position, as far as there is room.
   *
   * @param pending whether there is more that is not settled yet
   * @param certain how far a partition is read that has no more
   */
  Buffer write(RowSet<Row> rows, boolean pending, long certain) {
    text.append("{\"pending\":").append(pending).append(",\"partitions\":{");
    for (Row row : rows) {
      if (row.getInteger(0) != partition) {
        close();
        open(row, certain);
      }
      Long position = row.getLong(1);
      if (full || position == null) {
        continue;
      }
      append(row, position);
      read++;
      if (read == request.limit() || text.length() > LARGEST) {
        upTo = position;
        full = true;
      }
    }
    close();
    return Buffer.buffer(text.append("}}").toString());
  }

  /** The last position in them. */
  static long last(RowSet<Row> rows) {
    long last = 0;
    for (Row row : rows) {
      Long position = row.getLong(1);
      last = position == null ? last : Math.max(last, position);
    }
    return last;
  }

  private void open(Row row, long certain) {
    text.append(partition < 0 ? "\"" : ",\"");
    partition = row.getInteger(0);
    long after = request.places().getOrDefault(partition, 0L);
    boolean gone = after < row.getLong(2);
    read = 0;
    written = 0;
    full = gone || text.length() > LARGEST;
    upTo = full ? after : Math.max(after, certain);
    text.append(partition).append("\":{\"gone\":").append(gone).append(",\"events\":[");
  }

  private void close() {
    if (partition >= 0) {
      text.append("],\"upTo\":").append(upTo).append(",\"more\":").append(full).append('}');
    }
  }

  private void append(Row row, long position) {
    if (row.getValue(EventText.TYPE) == null) {
      return;
    }
    text.append(written == 0 ? "" : ",");
    written++;
    EventText.append(text, source, position, row);
  }
}
