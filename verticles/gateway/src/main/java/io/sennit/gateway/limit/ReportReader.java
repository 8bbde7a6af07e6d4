package io.sennit.gateway.limit;

import io.sennit.gateway.limit.Report.Word;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Report} of another gateway, and believes nothing that is not whole. */
final class ReportReader {
  private static final int HEAD = 15;
  private static final int SMALLEST_ENTRY = Long.BYTES + 2;
  private static final int SEVEN_BITS = 0x7F;
  private static final int MOST_BITS = 28;

  private final Buffer bytes;
  private final int end;
  private int at;

  /** Who speaks. */
  record Head(Word word, int hash, long gateway, String node) {}

  /** Gets each thing that a report says. */
  @FunctionalInterface
  interface Listener {
    void heard(long limit, long key, int asked, int passed);
  }

  private ReportReader(Buffer bytes) {
    this.bytes = bytes;
    this.end = bytes.length() - Report.CHECKSUM;
  }

  /** A reader behind the head, or null when this is no report, or not all of one. */
  static @Nullable ReportReader of(Buffer bytes) {
    int end = bytes.length() - Report.CHECKSUM;
    boolean whole = end >= HEAD
        && bytes.getByte(0) == Report.VERSION
        && bytes.getInt(end) == Report.checksum(bytes, end)
        && Word.of(bytes.getUnsignedByte(1)) != null
        && HEAD + bytes.getUnsignedByte(HEAD - 1) <= end;
    return whole ? new ReportReader(bytes) : null;
  }

  Head head() {
    int name = bytes.getUnsignedByte(HEAD - 1);
    at = HEAD + name;
    return new Head(
        Objects.requireNonNull(Word.of(bytes.getUnsignedByte(1))),
        bytes.getInt(2),
        bytes.getLong(2 + Integer.BYTES),
        bytes.getString(HEAD, HEAD + name));
  }

  /** Tells all entries; false when they end too early or say what cannot be. */
  boolean tell(Listener listener) {
    while (at < end) {
      if (end - at < Long.BYTES + Integer.BYTES) {
        return false;
      }
      long limit = bytes.getLong(at);
      int count = bytes.getInt(at + Long.BYTES);
      at += Long.BYTES + Integer.BYTES;
      if (count < 0 || count > (end - at) / SMALLEST_ENTRY || !tell(limit, count, listener)) {
        return false;
      }
    }
    return true;
  }

  private boolean tell(long limit, int count, Listener listener) {
    for (int i = 0; i < count; i++) {
      if (end - at < SMALLEST_ENTRY) {
        return false;
      }
      long key = bytes.getLong(at);
      at += Long.BYTES;
      int asked = varint();
      int passed = varint();
      if (asked < 0 || passed < 0) {
        return false;
      }
      listener.heard(limit, key, asked, passed);
    }
    return true;
  }

  /** Below zero when it does not end, or is more than anybody can have been asked for. */
  private int varint() {
    int value = 0;
    for (int shift = 0; shift < MOST_BITS && at < end; shift += 7) {
      int part = bytes.getUnsignedByte(at++);
      value |= (part & SEVEN_BITS) << shift;
      if (part <= SEVEN_BITS) {
        return value;
      }
    }
    return -1;
  }
}
