package io.sennit.bench.measure;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the contestants did in each round. Ratios are taken within a round, because the machine
 * drifts between them.
 */
public final class Figures implements Table {
  private final String title;
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
  private final Map<String, String> references = new LinkedHashMap<>();

  public Figures(String title) {
    this.title = title;
  }

  public void add(String contestant, double figure) {
    rounds.computeIfAbsent(contestant, name -> new ArrayList<>()).add(figure);
  }

  /** A figure that is compared with that of another in the same round. */
  public void add(String contestant, double figure, String reference) {
    add(contestant, figure);
    references.put(contestant, reference);
  }

  public double median(String contestant) {
    return Medians.of(rounds.getOrDefault(contestant, List.of()), Double::doubleValue);
  }

  /** The median of what a contestant did in each round to what another did in the same. */
  public double ratio(String contestant, String reference) {
    List<Double> own = rounds.getOrDefault(contestant, List.of());
    List<Double> other = rounds.getOrDefault(reference, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(own.size(), other.size()); i++) {
      ratios.add(own.get(i) / other.get(i));
    }
    return Medians.of(ratios, Double::doubleValue);
  }

  @Override
  public JsonObject toJson() {
    JsonArray all = new JsonArray();
    rounds.forEach((name, figures) -> {
      JsonObject one = new JsonObject().put("name", name).put("rounds", new JsonArray(figures));
      String reference = references.get(name);
      if (reference != null) {
        one.put("ratio", ratio(name, reference)).put("to", reference);
      }
      all.add(one.put("median", median(name)));
    });
    return new JsonObject().put("title", title).put("figures", all);
  }

  @Override
  public void print(PrintWriter to) {
    to.printf("%n%-44s %12s %8s  %s%n", title, "median", "ratio", "to");
    rounds.forEach((name, figures) -> {
      String reference = references.get(name);
      String ratio = reference == null
          ? ""
          : String.format(Locale.ROOT, "%8.2f  %s", ratio(name, reference), reference);
      double median = Medians.of(figures, Double::doubleValue);
      String form = median < 100 ? "%-44s %12.2f %s%n" : "%-44s %12.0f %s%n";
      to.printf(Locale.ROOT, form, name, median, ratio);
    });
    to.flush();
  }
}
