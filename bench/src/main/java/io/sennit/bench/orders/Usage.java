package io.sennit.bench.orders;

import io.sennit.bench.measure.CpuTime;
import io.sennit.bench.measure.Resident;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the shop's processes use from now on, each with those that it has started. */
final class Usage {
  private static final double NANOS_IN_MICRO = 1_000;

  private final Map<String, ProcessHandle> processes;
  private final Map<String, CpuTime> times = new LinkedHashMap<>();

  Usage(Map<String, ProcessHandle> processes) {
    this.processes = processes;
    processes.forEach((name, process) -> times.put(name, CpuTime.of(process)));
  }

  /** The processor time of each for one of so many orders, in microseconds. */
  Map<String, Double> micros(long orders) {
    Map<String, Double> micros = new LinkedHashMap<>();
    times.forEach((name, time) ->
        micros.put(name, time.used().toNanos() / NANOS_IN_MICRO / Math.max(1, orders)));
    return micros;
  }

  /** What each has in memory now, in MiB; a page that several share counts once. */
  Map<String, Double> resident() throws IOException {
    Map<String, Double> resident = new LinkedHashMap<>();
    for (Map.Entry<String, ProcessHandle> each : processes.entrySet()) {
      resident.put(
          each.getKey(), Resident.alone(each.getValue()) + Resident.children(each.getValue()));
    }
    return resident;
  }
}
