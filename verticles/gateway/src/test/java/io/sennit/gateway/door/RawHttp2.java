package io.sennit.gateway.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** HTTP/2 by hand, frame by frame. */
final class RawHttp2 {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int STREAM_CLOSED = 5;
  static final int ENHANCE_YOUR_CALM = 11;

  /** GET, http, and the path /. */
  static final byte[] GET = {(byte) 0x82, (byte) 0x86, (byte) 0x84};

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares frames.
  record Frame(int type, int flags, int stream, byte[] payload) {
    /** What a GOAWAY or RST_STREAM gives as its reason. */
    int reason() {
      return ByteBuffer.wrap(payload, type == GOAWAY ? 4 : 0, 4).getInt();
    }
  }

  private RawHttp2() {}

  static byte[] hello() {
    return all(PREFACE, frame(SETTINGS, 0, 0));
  }

  static byte[] preface() {
    return PREFACE.clone();
  }

  static byte[] get(int stream) {
    return frame(HEADERS, END_STREAM | END_HEADERS, stream, GET);
  }

  /** The same for a path of less than 127 letters. */
  static byte[] get(int stream, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) path.length()});
    block.writeBytes(path.getBytes(StandardCharsets.US_ASCII));
    return frame(HEADERS, END_STREAM | END_HEADERS, stream, block.toByteArray());
  }

  static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .put((byte) (payload.length >> 8))
        .put((byte) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  static byte[] all(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  static byte[] times(int count, byte[] part) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /** Reads frames until one of a type has come; that one is the last. */
  static List<Frame> until(Client client, int type) throws IOException {
    List<Frame> frames = new ArrayList<>();
    Frame next;
    do {
      ByteBuffer head = ByteBuffer.wrap(client.take(9));
      if (head.remaining() < 9) {
        throw new IOException("the end after " + frames);
      }
      int length = ((head.get() & 0xff) << 16) | ((head.get() & 0xff) << 8) | (head.get() & 0xff);
      int frameType = head.get();
      int flags = head.get();
      int stream = head.getInt();
      next = new Frame(frameType, flags, stream, client.take(length));
      frames.add(next);
    } while (next.type != type);
    return frames;
  }

  static Frame last(Client client, int type) throws IOException {
    List<Frame> frames = until(client, type);
    return frames.get(frames.size() - 1);
  }
}
