package io.sennit.bench.gateway;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a contestant stands under one load, all but the errors as medians of the rounds.
 *
 * @param ratio of requests a second to those of the first contestant in the same round
 */
record Standing(
    String name,
    double perSecond,
    double ratio,
    double p50,
    double p99,
    Map<String, Double> cpuMicros,
    Map<String, Double> resident,
    long errors) {
  private static final int MEBIBYTE = 1 << 20;
  static final String HEAD = String.format(
      Locale.ROOT,
      "%-14s %10s %6s %9s %9s %7s  %s",
      "",
      "requests/s",
      "ratio",
      "p50 ms",
      "p99 ms",
      "errors",
      "CPU us per request; resident MiB");

  String line() {
    return String.format(
        Locale.ROOT,
        "%-14s %10.0f %6.2f %9.2f %9.2f %7d  %.1f: %s; %s",
        name,
        perSecond,
        ratio,
        p50 / 1_000,
        p99 / 1_000,
        errors,
        cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum(),
        list("%s %.1f", cpuMicros, 1),
        list("%s %.0f", resident, MEBIBYTE));
  }

  private static String list(String form, Map<String, Double> figures, int unit) {
    return figures.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, form, each.getKey(), each.getValue() / unit))
        .collect(Collectors.joining(", "));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("requestsPerSecond", perSecond)
        .put("ratio", ratio)
        .put("p50Micros", p50)
        .put("p99Micros", p99)
        .put("cpuMicrosPerRequest", new JsonObject(new LinkedHashMap<>(cpuMicros)))
        .put("residentBytes", new JsonObject(new LinkedHashMap<>(resident)))
        .put("errors", errors);
  }
}
