package io.sennit.bench.scale;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many calls each process has served in some time. */
record Served(Map<Long, Long> byProcess, Duration time) {
  /** By what had been served before and after it. */
  static Served between(Map<Long, Long> before, Map<Long, Long> after, Duration time) {
    Map<Long, Long> own = new HashMap<>(after);
    before.forEach((process, calls) -> own.merge(process, -calls, Long::sum));
    return new Served(own, time);
  }

  double perSecond() {
    return calls() * 1e9 / time.toNanos();
  }

  /** Of one process, in all that were served. */
  double share(long process) {
    return (double) byProcess.getOrDefault(process, 0L) / calls();
  }

  private long calls() {
    return byProcess.values().stream().mapToLong(Long::longValue).sum();
  }
}
