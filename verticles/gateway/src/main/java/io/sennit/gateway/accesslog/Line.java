package io.sennit.gateway.accesslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Encodes a line of JSON into bytes that are used again and again. */
final class Line {
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final int LONGEST_TEXT = 512;
  private static final long SECOND = 1_000;

  private final byte[] bytes;
  private int length;
  private long second = -1;
  private byte[] secondText = {};

  Line(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  Line begin() {
    length = 0;
    bytes[length++] = '{';
    return this;
  }

  Line end() {
    bytes[length++] = '}';
    bytes[length++] = '\n';
    return this;
  }

  /** What is the same in each line, to be encoded once. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A field's name with all that belongs around it, in ASCII. */
  Line raw(byte[] ascii) {
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
    return this;
  }

  /** A text between quotes; what is not plain ASCII is escaped, and a long one cut. */
  Line text(String text) {
    bytes[length++] = '"';
    int end = Math.min(text.length(), LONGEST_TEXT);
    int at = length;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        bytes[at++] = (byte) c;
      } else {
        length = at;
        escaped(c);
        at = length;
      }
    }
    length = at;
    bytes[length++] = '"';
    return this;
  }

  private void escaped(char c) {
    if (c == '"' || c == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) c;
    } else {
      bytes[length++] = '\\';
      bytes[length++] = 'u';
      hex(c, 4);
    }
  }

  Line hex(long value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 15];
    }
    return this;
  }

  Line number(long value) {
    if (value < 0) {
      bytes[length++] = '-';
      return number(-value);
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A moment in milliseconds as RFC 3339 has it; its second is rendered once. */
  Line time(long millis) {
    long now = Math.floorDiv(millis, SECOND);
    if (now != second) {
      second = now;
      String text = Instant.ofEpochSecond(now).toString();
      secondText = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
    }
    bytes[length++] = '"';
    System.arraycopy(secondText, 0, bytes, length, secondText.length);
    length += secondText.length;
    bytes[length++] = '.';
    int rest = (int) Math.floorMod(millis, SECOND);
    bytes[length++] = (byte) ('0' + rest / 100);
    bytes[length++] = (byte) ('0' + rest / 10 % 10);
    bytes[length++] = (byte) ('0' + rest % 10);
    bytes[length++] = 'Z';
    bytes[length++] = '"';
    return this;
  }
}
