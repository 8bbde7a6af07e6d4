package io.sennit.bench.profile;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How much of a whole belongs to what. */
final class Shares {
  private final Map<String, Long> weights = new HashMap<>();
  private long whole;

  void add(String name, long weight) {
    weights.merge(name, weight, Long::sum);
    whole += weight;
  }

  /** The largest ones. */
  void print(PrintWriter out, String title, int count) {
    out.println("  " + title);
    weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(count)
        .filter(each -> each.getValue() > 0)
        .forEach(each -> out.printf(
            Locale.ROOT, "    %5.1f %%  %s%n", 100.0 * each.getValue() / whole, each.getKey()));
    out.flush();
  }
}
