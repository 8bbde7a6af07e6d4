package io.sennit.bench.profile;

import io.sennit.bench.measure.Load.Measured;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What is looked at: processes, and a load on them. */
interface Subject extends AutoCloseable {
  /** By what each does. */
  Map<String, ProcessHandle> processes();

  /** Returns what the load came to, in words. */
  String load(Duration time) throws Exception;

  @Override
  void close();

  /** How the load of one of ours is put. */
  default String said(String what, Measured measured) {
    return String.format(
        Locale.ROOT,
        "%.0f %s/s, p99 %.1f ms, %d failures",
        measured.perSecond(),
        what,
        measured.latencies().percentile(99) / 1_000.0,
        measured.failures());
  }
}
