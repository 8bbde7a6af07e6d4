package io.sennit.gateway.accesslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Encodes a line of JSON into bytes that are used again and again. */
final class Line {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
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
    return raw("{");
  }

  Line end() {
    return raw("}\n");
  }

  /** A field's name with all that belongs around it, in ASCII. */
  Line raw(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** A text between quotes; what is not plain ASCII is escaped, and a long one cut. */
  Line text(String text) {
    bytes[length++] = '"';
    int end = Math.min(text.length(), LONGEST_TEXT);
    for (int i = 0; i < end; i++) {
      character(text.charAt(i));
    }
    bytes[length++] = '"';
    return this;
  }

  private void character(char c) {
    if (c == '"' || c == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) c;
    } else if (c >= ' ' && c < 0x7f) {
      bytes[length++] = (byte) c;
    } else {
      raw("\\u").hex(c, 4);
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
      return raw("-").number(-value);
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
