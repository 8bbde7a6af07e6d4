package io.sennit.gateway.door;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Finds out whether a client begins with what HTTP/2 begins with (RFC 9113, 3.4). */
final class Preface {
  private static final byte[] TEXT =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private int matched;
  private boolean open = true;

  /** Whether it can still come. */
  boolean isOpen() {
    return open;
  }

  /** The index behind the preface when it is whole, or -1. */
  int find(ByteBuf bytes) {
    for (int at = bytes.readerIndex(); at < bytes.writerIndex(); at++) {
      byte octet = bytes.getByte(at);
      if (octet != TEXT[matched]) {
        open = false;
        return -1;
      }
      if (++matched == TEXT.length) {
        open = false;
        return at + 1;
      }
    }
    return -1;
  }
}
