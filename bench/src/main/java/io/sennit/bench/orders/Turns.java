package io.sennit.bench.orders;

import io.sennit.bench.http.Shot;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.options.Report;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/** What came of the turns with so many clients. */
final class Turns {
  private static final String PGBENCH = "pgbench: an order and an event";
  private static final String PLACED = "placed over HTTP";
  private static final String SETTLED = "placed and settled, sustained";
  private static final String AWAITED = "placed and settled, each waited for";
  private static final double MICROS_IN_MILLI = 1_000;

  private final Figures rates;
  private final Figures latencies;
  private final Figures costs;
  private String reference = PLACED;

  /** @param rivals clients of pgbench */
  Turns(int clients, int rivals) {
    this.rates = new Figures("orders a second, clients: " + clients + ", pgbench's: " + rivals);
    this.latencies = new Figures("latency in ms, clients: " + clients);
    this.costs = new Figures("us for an order, and MiB, clients: " + clients);
  }

  /** What all else is compared with, where it is installed. */
  void limit(OptionalDouble perSecond) {
    perSecond.ifPresent(found -> {
      reference = PGBENCH;
      rates.add(PGBENCH, found);
    });
  }

  void placed(Shot shot, Map<String, Double> micros) {
    rates.add(PLACED, shot.perSecond(), reference);
    latencies.add("placed, p50", shot.p50() / MICROS_IN_MILLI);
    latencies.add("placed, p99", shot.p99() / MICROS_IN_MILLI);
    micros.forEach((name, us) -> costs.add("us while placing: " + name, us));
  }

  void settled(double perSecond, Map<String, Double> micros, Map<String, Double> resident) {
    rates.add(SETTLED, perSecond, reference);
    micros.forEach((name, us) -> costs.add("us until settled: " + name, us));
    resident.forEach((name, mib) -> costs.add("MiB resident: " + name, mib));
  }

  void awaited(Measured measured) {
    rates.add(AWAITED, measured.perSecond(), reference);
    latencies.add("each waited for, p50", measured.latencies().percentile(50) / MICROS_IN_MILLI);
    latencies.add("each waited for, p99", measured.latencies().percentile(99) / MICROS_IN_MILLI);
  }

  void tell(Report report) throws IOException {
    report.add(rates);
    report.add(latencies);
    report.add(costs);
  }
}
