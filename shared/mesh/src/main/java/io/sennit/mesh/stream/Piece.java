package io.sennit.mesh.stream;

import io.vertx.core.buffer.Buffer;

/** What moves on a stream as one: some bytes of a body, or a message of a WebSocket. */
record Piece(boolean isText, Buffer bytes) {
  /** What a piece holds besides its bytes, so that many empty ones are not free. */
  private static final int OVERHEAD = 512;

  static Piece binary(Buffer bytes) {
    return new Piece(false, bytes);
  }

  static Piece text(String text) {
    return new Piece(true, Buffer.buffer(text));
  }

  /** How much of a window it takes. */
  int cost() {
    return bytes.length() + OVERHEAD;
  }
}
