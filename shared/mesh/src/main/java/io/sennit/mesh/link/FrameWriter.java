package io.sennit.mesh.link;

import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;

/** Appends the parts of a frame to a buffer. */
final class FrameWriter {
  static final int LONGEST_TEXT = 0xFFFF;

  private final Buffer buffer;

  FrameWriter(Buffer buffer) {
    this.buffer = buffer;
  }

  Buffer buffer() {
    return buffer;
  }

  FrameWriter byteValue(int value) {
    buffer.appendByte((byte) value);
    return this;
  }

  FrameWriter shortValue(int value) {
    buffer.appendUnsignedShort(value);
    return this;
  }

  FrameWriter intValue(int value) {
    buffer.appendInt(value);
    return this;
  }

  FrameWriter longValue(long value) {
    buffer.appendLong(value);
    return this;
  }

  FrameWriter text(String text) {
    int at = buffer.length();
    buffer.appendShort((short) 0).appendString(text);
    int length = buffer.length() - at - Short.BYTES;
    if (length > LONGEST_TEXT) {
      throw Problem.of(
          Kind.HEADERS_TOO_LARGE,
          "A name, header or parameter of " + length + " bytes is over " + LONGEST_TEXT + ".");
    }
    buffer.setUnsignedShort(at, length);
    return this;
  }

  FrameWriter pairs(Pairs pairs) {
    byteValue(pairs.size());
    if (pairs.size() > 0xFF) {
      throw Problem.of(
          Kind.HEADERS_TOO_LARGE, pairs.size() + " headers or parameters are over 255.");
    }
    for (int i = 0; i < pairs.size(); i++) {
      text(pairs.name(i)).text(pairs.value(i));
    }
    return this;
  }

  /** The rest of a frame. */
  FrameWriter bytes(Buffer bytes) {
    buffer.appendBuffer(bytes);
    return this;
  }
}
