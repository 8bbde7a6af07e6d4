package io.sennit.node.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a log as an operator types it: a time, how long ago, a position, or a word. */
final class When {
  private static final Pattern POSITION = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern AGO =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,4})m)?(?:(\\d{1,4})s)?(?: ago)?");

  private When() {}

  /** As nodes take it; fails with what it may be. */
  static String parse(String text, Clock clock) {
    String typed = text.strip();
    if (typed.equals("beginning") || POSITION.matcher(typed).matches()) {
      return typed;
    }
    Matcher ago = AGO.matcher(typed.toLowerCase(Locale.ROOT));
    try {
      return ago.matches() && Character.isDigit(typed.charAt(0))
          ? clock.instant().minus(span(ago)).toString()
          : OffsetDateTime.parse(typed).toInstant().toString();
    } catch (DateTimeException | StringIndexOutOfBoundsException neither) {
      throw new IllegalArgumentException(
          "'" + text
              + "' is neither a time such as 2026-11-20T11:22:33Z, nor a span such as 2h or '30m ago', nor a position, nor beginning");
    }
  }

  private static Duration span(Matcher ago) {
    return Duration.ofDays(number(ago, 1))
        .plusHours(number(ago, 2))
        .plusMinutes(number(ago, 3))
        .plusSeconds(number(ago, 4));
  }

  private static long number(Matcher ago, int part) {
    return ago.group(part) == null ? 0 : Long.parseLong(ago.group(part));
  }
}
