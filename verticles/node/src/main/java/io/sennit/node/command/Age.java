package io.sennit.node.command;

import java.time.Duration;

/** A span of time as people say it, in its two largest units. */
final class Age {
  private Age() {}

  static String of(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + "d" + span.toHoursPart() + "h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + "h" + span.toMinutesPart() + "m";
    }
    return span.toMinutes() > 0
        ? span.toMinutes() + "m" + span.toSecondsPart() + "s"
        : Math.max(0, span.toSeconds()) + "s";
  }
}
