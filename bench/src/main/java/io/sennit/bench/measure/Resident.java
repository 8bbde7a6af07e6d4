package io.sennit.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that processes have resident, as Linux counts it. */
public final class Resident {
  private static final Pattern ALL = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
  private static final Pattern PART = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
  private static final double KIB_IN_MIB = 1_024;
  private static final long BYTES_IN_KIB = 1_024;

  private Resident() {}

  /** Of a process without those that it has started, in bytes. */
  public static long bytes(ProcessHandle process) throws IOException {
    return read(ALL, file(process, "status")) * BYTES_IN_KIB;
  }

  /** The same in MiB. */
  public static double alone(ProcessHandle process) throws IOException {
    return read(ALL, file(process, "status")) / KIB_IN_MIB;
  }

  /**
   * Of those that it has started, in MiB. They share most of what they have: a page that several
   * have counts once.
   */
  public static double children(ProcessHandle process) throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    long sum = 0;
    for (ProcessHandle child : children) {
      sum += read(PART, file(child, "smaps_rollup"));
    }
    return sum / KIB_IN_MIB;
  }

  /** One that has ended meanwhile says nothing, and has nothing. */
  private static long read(Pattern pattern, String said) {
    Matcher found = pattern.matcher(said);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private static String file(ProcessHandle process, String name) throws IOException {
    Path file = Path.of("/proc", Long.toString(process.pid()), name);
    try {
      return Files.readString(file);
    } catch (IOException ended) {
      if (process.isAlive()) {
        throw ended;
      }
      return "";
    }
  }
}
