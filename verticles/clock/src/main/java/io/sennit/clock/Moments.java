package io.sennit.clock;

import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;

/**
 * Writes moments. By hand, because the formatters of Java take three times as long, and it is a
 * good part of what an answer costs its service.
 */
final class Moments {
  /** As in {@code 2026-11-20T23:22:33.456+01:00}. */
  private static final int LONGEST = 29;

  private Moments() {}

  static String date(ZonedDateTime moment) {
    return moment.toLocalDate().toString();
  }

  static String time(ZonedDateTime moment) {
    return toTheSecond(moment, ' ').toString();
  }

  /** As RFC 3339 has it: an offset of nothing is written Z. */
  static String iso(ZonedDateTime moment) {
    StringBuilder text = toTheSecond(moment, 'T').append('.');
    int millis = (int) TimeUnit.NANOSECONDS.toMillis(moment.getNano());
    return digits(digit(text, millis / 100), millis % 100)
        .append(moment.getOffset().getId())
        .toString();
  }

  private static StringBuilder toTheSecond(ZonedDateTime moment, char separator) {
    StringBuilder text = new StringBuilder(LONGEST).append(date(moment)).append(separator);
    digits(text, moment.getHour()).append(':');
    digits(text, moment.getMinute()).append(':');
    return digits(text, moment.getSecond());
  }

  private static StringBuilder digits(StringBuilder text, int two) {
    return digit(digit(text, two / 10), two % 10);
  }

  private static StringBuilder digit(StringBuilder text, int one) {
    return text.append((char) ('0' + one));
  }
}
