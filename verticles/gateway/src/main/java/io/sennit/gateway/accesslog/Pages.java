package io.sennit.gateway.accesslog;

import java.nio.ByteBuffer;

/**
 * The lines of one event loop that are not written yet. There are two pages: one is filled while
 * the other is written, so that memory is bounded and the lock is held for copying a line only.
 */
final class Pages {
  private static final int SIZE = 1 << 20;

  private byte[] filled = new byte[SIZE];
  private byte[] spare = new byte[SIZE];
  private int length;
  private boolean spareIsOut;
  private long dropped;

  /** Returns whether the page should be fetched soon. */
  synchronized boolean add(Line line) {
    if (length + line.length() > SIZE) {
      dropped++;
      return true;
    }
    System.arraycopy(line.bytes(), 0, filled, length, line.length());
    length += line.length();
    return length > SIZE / 2;
  }

  /** What has been filled, until it is given back; nothing as long as the last one was not. */
  synchronized ByteBuffer take() {
    if (spareIsOut || length == 0) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer page = ByteBuffer.wrap(filled, 0, length);
    byte[] full = filled;
    filled = spare;
    spare = full;
    length = 0;
    spareIsOut = true;
    return page;
  }

  synchronized void giveBack() {
    spareIsOut = false;
  }

  /** Lines that there was no room for, since this was asked last. */
  synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }
}
