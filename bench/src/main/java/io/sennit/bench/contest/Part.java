package io.sennit.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
      bytes += resident(each.pid());
    }
    return bytes;
  }

  /** Of one that has ended meanwhile it is nothing. */
  private static long resident(long pid) throws IOException {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
      Matcher found = RESIDENT.matcher(status);
      return found.find() ? Long.parseLong(found.group(1)) * 1_024 : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  private List<ProcessHandle> all() {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }
}
