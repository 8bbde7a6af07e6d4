package io.sennit.bench.chaos;

import java.util.Locale;

/** How figures are written. */
final class Show {
  private Show() {}

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f ms", millis);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%.0f/s", rate);
  }

  static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000);
  }
}
