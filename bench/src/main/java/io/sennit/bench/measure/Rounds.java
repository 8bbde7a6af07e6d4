package io.sennit.bench.measure;

import io.sennit.bench.measure.Load.Measured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the contestants did in each round. Ratios are taken within a round, because the machine
 * drifts between them.
 */
public final class Rounds implements Table {
  private final String title;
  private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

  private record Turn(Measured measured, Duration hostCpu) {
    double cpuMicros() {
      return measured.cpu().plus(hostCpu).toNanos() / 1_000.0 / measured.calls();
    }

    JsonObject toJson() {
      return new JsonObject()
          .put("callsPerSecond", Math.round(measured.perSecond()))
          .put("p50Micros", measured.latencies().percentile(50))
          .put("p99Micros", measured.latencies().percentile(99))
          .put("cpuMicrosPerCall", cpuMicros())
          .put("failures", measured.failures());
    }
  }

  public Rounds(String title) {
    this.title = title;
  }

  public void add(String contestant, Measured measured, Duration hostCpu) {
    turns.computeIfAbsent(contestant, c -> new ArrayList<>()).add(new Turn(measured, hostCpu));
  }

  @Override
  public void print(PrintWriter to) {
    to.println(
        title + ", medians of " + turns.values().iterator().next().size() + " interleaved rounds");
    to.printf(
        "%-20s %10s %8s %9s %9s %12s %9s%n",
        "contestant", "calls/s", "ratio", "p50 us", "p99 us", "CPU us/call", "failures");
    turns.forEach((name, own) -> to.printf(
        Locale.ROOT,
        "%-20s %10.0f %8.2f %9.0f %9.0f %12.1f %9d%n",
        name,
        Medians.of(own, t -> t.measured().perSecond()),
        ratio(own),
        Medians.of(own, t -> t.measured().latencies().percentile(50)),
        Medians.of(own, t -> t.measured().latencies().percentile(99)),
        Medians.of(own, Turn::cpuMicros),
        own.stream().mapToLong(t -> t.measured().failures()).sum()));
    to.flush();
  }

  @Override
  public JsonObject toJson() {
    JsonArray contestants = new JsonArray();
    turns.forEach((name, own) -> contestants.add(new JsonObject()
        .put("name", name)
        .put("ratio", ratio(own))
        .put("rounds", new JsonArray(own.stream().map(Turn::toJson).toList()))));
    return new JsonObject().put("title", title).put("contestants", contestants);
  }

  /** The median of what a contestant did in each round to what the first one did in the same. */
  private double ratio(List<Turn> own) {
    List<Turn> first = turns.values().iterator().next();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      ratios.add(own.get(i).measured().perSecond() / first.get(i).measured().perSecond());
    }
    return Medians.of(ratios, Double::doubleValue);
  }
}
