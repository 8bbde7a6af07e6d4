package io.sennit.bench.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processor time that a process and those that it has started take from now on. One of them
 * that ends takes its figure along, as the server's helpers do, and is left out.
 */
public final class CpuTime {
  private final ProcessHandle process;
  private final Map<ProcessHandle, Duration> before = new HashMap<>();

  private CpuTime(ProcessHandle process) {
    this.process = process;
  }

  public static CpuTime of(ProcessHandle process) {
    CpuTime time = new CpuTime(process);
    family(process).forEach(each -> time.before.put(each, total(each)));
    return time;
  }

  public Duration used() {
    Duration used = Duration.ZERO;
    for (ProcessHandle each : family(process)) {
      Duration since = total(each).minus(before.getOrDefault(each, Duration.ZERO));
      used = used.plus(since.isNegative() ? Duration.ZERO : since);
    }
    return used;
  }

  /** What they have taken since their starts. */
  public static Duration soFar(ProcessHandle process) {
    return family(process).stream().map(CpuTime::total).reduce(Duration.ZERO, Duration::plus);
  }

  /** A process and those that it has started. */
  public static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  /** Nothing of one that has just ended. */
  private static Duration total(ProcessHandle each) {
    return each.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
