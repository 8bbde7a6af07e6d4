package io.sennit.gateway.door;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Finds out whether a client begins with what HTTP/2 begins with (RFC 9113, 3.4). */
final class Preface {
  private static final byte[] TEXT =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private int matched;
  private boolean open = true;
  private boolean anywhere;

  /** Whether it can still come. */
  boolean isOpen() {
    return open;
  }

  /** After an upgrade it comes behind the body of the request that asked for it. */
  void reopen() {
    open = true;
    anywhere = true;
    matched = 0;
  }

  /** The index behind the preface when it is whole, or -1. */
  int find(ByteBuf bytes) {
    for (int at = bytes.readerIndex(); at < bytes.writerIndex(); at++) {
      byte octet = bytes.getByte(at);
      if (octet == TEXT[matched]) {
        if (++matched == TEXT.length) {
          open = false;
          return at + 1;
        }
      } else if (anywhere) {
        matched = octet == TEXT[0] ? 1 : 0;
      } else {
        open = false;
        return -1;
      }
    }
    return -1;
  }
}
