package io.sennit.gateway.feed;

import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has been told, in all logs: what stands in the field {@code id} of an event.
 *
 * <p>It gives no right to anything: whoever changes one only reads their own events elsewhere. The
 * sum at its end is there to notice what was cut off or mistyped.
 *
 * @param since from when on the logs are told that it does not name: they have come later, or could
 *     not be asked yet
 * @param places behind which position of which service
 */
record Cursor(Instant since, SortedMap<String, Long> places) {
  private static final byte FORM = 1;
  private static final int SUM_BYTES = 4;
  private static final int LONGEST = 8_192;

  static Cursor beginning(Instant since) {
    return new Cursor(since, new TreeMap<>());
  }

  static Cursor parse(String text) {
    Cursor cursor = text.length() > LONGEST ? null : read(text);
    if (cursor == null) {
      throw Problem.of(
          Kind.MALFORMED,
          "The id of the last event is damaged, or never was one of this stream: connect with an id"
              + " as it was received, or without one to hear what comes from now on, or with"
              + " ?from=beginning or a time.");
    }
    return cursor;
  }

  private static @Nullable Cursor read(String text) {
    try {
      Buffer bytes = Buffer.buffer(Base64.getUrlDecoder().decode(text));
      int end = bytes.length() - SUM_BYTES;
      if (end < 2 || bytes.getByte(0) != FORM || bytes.getInt(end) != sum(bytes, end)) {
        return null;
      }
      Reader reader = new Reader(bytes, 1, end);
      Instant since = Instant.ofEpochMilli(reader.number());
      SortedMap<String, Long> places = new TreeMap<>();
      while (!reader.isAtEnd()) {
        String service = reader.text();
        if (!OperationId.isName(service)) {
          return null;
        }
        places.put(service, reader.number());
      }
      return new Cursor(since, places);
    } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  @Override
  public String toString() {
    Buffer bytes = Buffer.buffer(64 + 16 * places.size()).appendByte(FORM);
    number(bytes, since.toEpochMilli());
    for (Map.Entry<String, Long> place : places.entrySet()) {
      byte[] name = place.getKey().getBytes(StandardCharsets.UTF_8);
      number(bytes, name.length);
      bytes.appendBytes(name);
      number(bytes, place.getValue());
    }
    bytes.appendInt(sum(bytes, bytes.length()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.getBytes());
  }

  /** Seven bits a byte, the lowest first, so that small numbers are short. */
  private static void number(Buffer bytes, long number) {
    long rest = number;
    while (rest > 0x7f) {
      bytes.appendByte((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.appendByte((byte) rest);
  }

  private static int sum(Buffer bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes.getBytes(0, end));
    return (int) sum.getValue();
  }

  private static final class Reader {
    private final Buffer bytes;
    private final int end;
    private int at;

    Reader(Buffer bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    boolean isAtEnd() {
      return at >= end;
    }

    long number() {
      long number = 0;
      for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
        byte next = bytes.getByte(at++);
        number |= (long) (next & 0x7f) << shift;
        if (next >= 0 && at <= end) {
          return number;
        }
      }
      throw new IndexOutOfBoundsException("a number has no end");
    }

    String text() {
      int length = (int) number();
      String text = bytes.getString(at, at + length, "UTF-8");
      at += length;
      if (at > end) {
        throw new IndexOutOfBoundsException("a name has no end");
      }
      return text;
    }
  }
}
