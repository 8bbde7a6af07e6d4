package io.sennit.bench.start;

import io.sennit.bench.measure.Medians;
import io.sennit.bench.measure.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What was seen of one thing, a figure for each try. */
record Seen(String what, String unit, List<Double> figures) implements Table {
  private double median() {
    return Medians.of(figures, Double::doubleValue);
  }

  @Override
  public void print(PrintWriter to) {
    to.printf(
        Locale.ROOT,
        "%-28s median %5.0f %-3s (%.0f to %.0f, %d tries)%n",
        what,
        median(),
        unit,
        Collections.min(figures),
        Collections.max(figures),
        figures.size());
    to.flush();
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .put("title", what)
        .put("unit", unit)
        .put("tries", new JsonArray(figures))
        .put("median", median());
  }
}
