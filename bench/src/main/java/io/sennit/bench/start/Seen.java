package io.sennit.bench.start;

import io.sennit.bench.measure.Medians;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What was seen, a line for each figure. */
record Seen(PrintWriter out) {
  void print(String what, String unit, List<Double> figures) {
    out.printf(
        Locale.ROOT,
        "%-28s median %5.0f %-3s (%.0f to %.0f, %d tries)%n",
        what,
        Medians.of(figures, Double::doubleValue),
        unit,
        Collections.min(figures),
        Collections.max(figures),
        figures.size());
    out.flush();
  }
}
