package io.sennit.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of a contestant with those it has started: what they do together. */
public record Part(String name, ProcessHandle process) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

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
      Path status = Path.of("/proc", Long.toString(each.pid()), "status");
      Matcher found = RESIDENT.matcher(Files.readString(status));
      bytes += found.find() ? Long.parseLong(found.group(1)) * 1_024 : 0;
    }
    return bytes;
  }

  private List<ProcessHandle> all() {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }
}
