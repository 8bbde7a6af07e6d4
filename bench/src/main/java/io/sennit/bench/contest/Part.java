package io.sennit.bench.contest;

import io.sennit.bench.measure.CpuTime;
import io.sennit.bench.measure.Resident;
import java.io.IOException;
import java.time.Duration;

/** A process of a contestant with those it has started: what they do together. */
public record Part(String name, ProcessHandle process) {
  /** The processor time used so far. */
  public Duration cpu() {
    return CpuTime.soFar(process);
  }

  /** Resident memory in bytes; what processes share counts for each of them. */
  public long resident() throws IOException {
    long bytes = 0;
    for (ProcessHandle each : CpuTime.family(process)) {
      bytes += Resident.bytes(each);
    }
    return bytes;
  }
}
