package io.sennit.bench.guard;

import io.sennit.bench.guard.Comparison.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All figures of both editions. */
final class Comparisons {
  private final Map<String, Comparison> byName = new LinkedHashMap<>();

  /** What both did in a turn of one round, in the same order. */
  void add(List<Figure> before, List<Figure> now) {
    for (int i = 0; i < now.size(); i++) {
      byName
          .computeIfAbsent(now.get(i).name(), name -> new Comparison())
          .add(before.get(i), now.get(i));
    }
  }

  void print(PrintWriter out, String reference) {
    out.printf(
        "%n%-36s %10s %10s %7s  %14s%n", "", shortened(reference), "NOW", "RATIO", "95 % BETWEEN");
    byName.forEach((name, figure) -> {
      Interval interval = figure.interval();
      out.printf(
          Locale.ROOT,
          "%-36s %10.1f %10.1f %7.2f  %5.2f to %5.2f  %s%n",
          name,
          figure.before(),
          figure.now(),
          interval.median(),
          interval.low(),
          interval.high(),
          word(figure.verdict()));
    });
    out.flush();
  }

  boolean isLost() {
    return byName.values().stream().anyMatch(figure -> figure.verdict() == Verdict.LOST);
  }

  private static String shortened(String name) {
    return name.length() <= 10 ? name : name.substring(0, 10);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case LOST -> "LOST";
      case NOT_CERTAIN -> "not certain";
      case HELD -> "PASS";
    };
  }
}
