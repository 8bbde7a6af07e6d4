package io.sennit.bench.jmh;

import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one operation costs. The best round is what the code costs; others were disturbed by what
 * else the machine does.
 *
 * @param best nanoseconds, as the median of the rounds
 */
public record Cost(RunResult run, double best, double median) {
  private static final String FORM = "%10s %10s %12s";

  /** Above the columns. */
  public static final String HEAD = String.format(FORM, "BEST NS", "MEDIAN NS", "BYTES");

  static Cost of(RunResult run) {
    Statistics nanos = run.getPrimaryResult().getStatistics();
    return new Cost(run, nanos.getMin(), nanos.getPercentile(50));
  }

  /** The name of the benchmark's method, as words. */
  public String title() {
    String method = run.getParams().getBenchmark();
    return method
        .substring(method.lastIndexOf('.') + 1)
        .replaceAll("(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  public String param(String name) {
    return run.getParams().getParam(name);
  }

  public String columns() {
    Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return String.format(
        FORM,
        Math.round(best),
        Math.round(median),
        bytes == null ? "unknown" : Math.round(bytes.getScore()));
  }
}
