package io.sennit.mesh.message;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a call belongs to, as W3C Trace Context says it; kept as numbers, written as text
 * only when asked.
 */
public record Trace(long high, long low, long span, boolean sampled) {
  private static final int TRACEPARENT_LENGTH = 55;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] SAMPLED = template("01");
  private static final byte[] NOT_SAMPLED = template("00");

  public static Trace start() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Trace(nonZero(random), random.nextLong(), nonZero(random), false);
  }

  /**
   * The trace a caller sent, or a new one where it sent none or one that breaks the specification.
   */
  public static Trace continued(@Nullable String traceparent) {
    Trace sent = parse(traceparent);
    return sent == null ? start() : sent;
  }

  /** The trace a caller sent, or null where it sent none or one that breaks the specification. */
  public static @Nullable Trace parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean known = text.startsWith("00-") && text.length() == TRACEPARENT_LENGTH;
    if (!known || text.charAt(35) != '-' || text.charAt(52) != '-' || hasUpperCase(text)) {
      return null;
    }
    try {
      long high = HexFormat.fromHexDigitsToLong(text, 3, 19);
      long low = HexFormat.fromHexDigitsToLong(text, 19, 35);
      long span = HexFormat.fromHexDigitsToLong(text, 36, 52);
      boolean sampled = (HexFormat.fromHexDigits(text, 53, 55) & 1) == 1;
      return (high | low) == 0 || span == 0 ? null : new Trace(high, low, span, sampled);
    } catch (NumberFormatException notHex) {
      return null;
    }
  }

  /**
   * The trace with this id, in which nothing is done yet.
   *
   * @param traceId 32 hexadecimal digits
   */
  public static Trace named(String traceId) {
    return new Trace(
        HexFormat.fromHexDigitsToLong(traceId, 0, 16),
        HexFormat.fromHexDigitsToLong(traceId, 16, 32),
        0,
        false);
  }

  /** The same trace with a span of its own for what comes next; what nobody keeps needs none. */
  public Trace child() {
    return sampled ? in(freshSpan()) : this;
  }

  /** The same trace as another of its spans has it. */
  public Trace in(long other) {
    return new Trace(high, low, other, sampled);
  }

  /** The same span, when it is known whether the trace is kept. */
  public Trace sampled(boolean kept) {
    return kept == sampled ? this : new Trace(high, low, span, kept);
  }

  public static long freshSpan() {
    return nonZero(ThreadLocalRandom.current());
  }

  /** Whether two spans belong together. */
  public boolean isOf(Trace other) {
    return high == other.high && low == other.low;
  }

  public String traceId() {
    byte[] text = new byte[32];
    hex(text, 0, high);
    hex(text, 16, low);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  public String traceparent() {
    byte[] text = (sampled ? SAMPLED : NOT_SAMPLED).clone();
    hex(text, 3, high);
    hex(text, 19, low);
    hex(text, 36, span);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte[] template(String flags) {
    String zeros = "0".repeat(16);
    return ("00-" + zeros + zeros + "-" + zeros + "-" + flags)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sixteen digits. */
  private static void hex(byte[] text, int from, long value) {
    for (int i = 0; i < 16; i++) {
      text[from + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
    }
  }

  private static boolean hasUpperCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 'A' && text.charAt(i) <= 'F') {
        return true;
      }
    }
    return false;
  }

  private static long nonZero(ThreadLocalRandom random) {
    long id = random.nextLong();
    return id == 0 ? 1 : id;
  }
}
