package io.sennit.mesh.link;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what comes from a connection into batches, each behind its length. What is whole in the
 * bytes as they came is not copied.
 */
final class BatchReader {
  /** No batch is that large; a length above it is garbage, and would be waited for in vain. */
  static final int LONGEST = 1 << 30;

  private static final int LONGEST_AT_ONCE = 1 << 20;

  private final Sink batches;
  private int longest;
  private @Nullable Buffer begun;

  /** Takes batches. */
  interface Sink {
    void take(Buffer batch) throws CorruptFrame;
  }

  /** @param first how long the first batch may be */
  BatchReader(int first, Sink batches) {
    this.longest = first;
    this.batches = batches;
  }

  void read(Buffer bytes) throws CorruptFrame {
    Buffer all = begun == null ? bytes : begun.appendBuffer(bytes);
    int at = 0;
    int length = 0;
    while (all.length() - at >= Integer.BYTES) {
      length = all.getInt(at);
      if (length < 0 || length > longest) {
        throw new CorruptFrame("a batch of " + length + " bytes cannot be");
      }
      int end = at + Integer.BYTES + length;
      if (end > all.length()) {
        break;
      }
      longest = LONGEST;
      batches.take(all.slice(at + Integer.BYTES, end));
      at = end;
    }
    keep(all, at, length);
  }

  private void keep(Buffer all, int from, int length) {
    if (from == all.length()) {
      begun = null;
    } else if (begun == null || from > 0) {
      int expected = Math.min(length, LONGEST_AT_ONCE) + Integer.BYTES;
      begun = Buffer.buffer(Math.max(expected, all.length() - from))
          .appendBuffer(all, from, all.length() - from);
    }
  }
}
