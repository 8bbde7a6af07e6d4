package io.sennit.gateway.limit;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway was asked for in a beat, and what it let through, in the form that others hear.
 *
 * <pre>
 * version:8 word:8 hash:32 gateway:64 node:text8
 * { limit:64 count:32 { key:64 asked:varint passed:varint }* }* checksum:32
 * </pre>
 */
final class Report {
  static final int VERSION = 1;
  static final int CHECKSUM = Integer.BYTES;
  private static final int SEVEN_BITS = 0x7F;

  private final Map<Limit, Entries> byLimit = new LinkedHashMap<>();

  /** What it says besides. */
  enum Word {
    /** There is more to come in the next beat, or it is missing. */
    MORE(0),
    /** Nothing comes for now. */
    REST(1),
    /** Nothing comes any more. */
    GOODBYE(2);

    private static final List<Word> ALL = List.of(values());

    private final int code;

    Word(int code) {
      this.code = code;
    }

    static @Nullable Word of(int code) {
      return ALL.stream().filter(word -> word.code == code).findFirst().orElse(null);
    }
  }

  private static final class Entries {
    final Buffer bytes = Buffer.buffer();
    int count;
  }

  void add(Limit limit, long key, int asked, int passed) {
    Entries entries = byLimit.computeIfAbsent(limit, first -> new Entries());
    entries.count++;
    entries.bytes.appendLong(key);
    varint(entries.bytes, asked);
    varint(entries.bytes, passed);
  }

  boolean isEmpty() {
    return byLimit.isEmpty();
  }

  Buffer toBuffer(Word word, int hash, long gateway, String node) {
    byte[] name = node.getBytes(StandardCharsets.UTF_8);
    Buffer bytes = Buffer.buffer()
        .appendByte((byte) VERSION)
        .appendByte((byte) word.code)
        .appendInt(hash)
        .appendLong(gateway)
        .appendByte((byte) name.length)
        .appendBytes(name);
    byLimit.forEach((limit, entries) ->
        bytes.appendLong(limit.id()).appendInt(entries.count).appendBuffer(entries.bytes));
    return bytes.appendInt(checksum(bytes, bytes.length()));
  }

  static int checksum(Buffer bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.getBytes(0, length));
    return (int) sum.getValue();
  }

  private static void varint(Buffer bytes, int value) {
    int rest = value;
    while (rest > SEVEN_BITS) {
      bytes.appendByte((byte) ((rest & SEVEN_BITS) | (SEVEN_BITS + 1)));
      rest >>>= 7;
    }
    bytes.appendByte((byte) rest);
  }
}
