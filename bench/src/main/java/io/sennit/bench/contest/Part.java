package io.sennit.bench.contest;

import io.sennit.bench.measure.Resident;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process of a contestant with those it has started: what they do together. */
public record Part(String name, ProcessHandle process) {
  /** The processor time used so far. */
  public Duration cpu() {
    return all().stream()
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Resident memory in bytes; what processes share counts for each of them. */
  public long resident() throws IOException {
    long bytes = 0;
    for (ProcessHandle each : all()) {
      bytes += Resident.bytes(each);
    }
    return bytes;
  }

  private List<ProcessHandle> all() {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }
}
