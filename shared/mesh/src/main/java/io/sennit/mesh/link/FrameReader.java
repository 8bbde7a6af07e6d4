package io.sennit.mesh.link;

import io.sennit.mesh.message.Pairs;
import io.vertx.core.buffer.Buffer;

/** Reads the parts of a frame, and says where the bytes end too early. */
final class FrameReader {
  private final Buffer buffer;
  private final int end;
  private int position;

  FrameReader(Buffer buffer) {
    this(buffer, 0, buffer.length());
  }

  private FrameReader(Buffer buffer, int position, int end) {
    this.buffer = buffer;
    this.position = position;
    this.end = end;
  }

  boolean hasMore() {
    return position < end;
  }

  int byteValue() throws CorruptFrame {
    return buffer.getUnsignedByte(take(Byte.BYTES, "a byte"));
  }

  int shortValue() throws CorruptFrame {
    return buffer.getUnsignedShort(take(Short.BYTES, "a short"));
  }

  int intValue() throws CorruptFrame {
    return buffer.getInt(take(Integer.BYTES, "an int"));
  }

  long longValue() throws CorruptFrame {
    return buffer.getLong(take(Long.BYTES, "a long"));
  }

  String text() throws CorruptFrame {
    int length = shortValue();
    int at = take(length, "a text");
    return buffer.getString(at, at + length);
  }

  Pairs pairs() throws CorruptFrame {
    int count = byteValue();
    if (count == 0) {
      return Pairs.EMPTY;
    }
    String[] flat = new String[2 * count];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = text();
    }
    return Pairs.of(flat);
  }

  /** A reader for the next frame alone; this one moves behind it, whatever the frame holds. */
  FrameReader frame() throws CorruptFrame {
    int length = intValue();
    int at = take(length, "a frame");
    return new FrameReader(buffer, at, at + length);
  }

  Buffer rest() {
    Buffer rest = position == end ? Buffer.buffer(0) : buffer.slice(position, end);
    position = end;
    return rest;
  }

  private int take(int length, String what) throws CorruptFrame {
    if (length < 0 || length > end - position) {
      throw new CorruptFrame(what + " of " + length + " bytes was expected at byte " + position
          + ", but the bytes end at " + end);
    }
    int at = position;
    position += length;
    return at;
  }
}
