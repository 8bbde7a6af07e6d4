package io.sennit.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The processor time of a process's threads by what they are for, as the kernel counts it. */
final class Threads {
  private static final Map<String, String> KINDS = Map.of(
      "C1 ", "compiler C1",
      "C2 ", "compiler C2",
      "G1 ", "garbage collector",
      "GC ", "garbage collector",
      "vert.x-eventloo", "event loops",
      "vert.x-worker", "workers",
      "hz.", "hazelcast",
      "JFR ", "this recording");

  private static final String OTHERS = "others";
  static final int USER = 11;
  static final int KERNEL = 12;

  private final Map<String, Long> ticks;

  private Threads(Map<String, Long> ticks) {
    this.ticks = ticks;
  }

  static Threads of(long pid) throws IOException {
    Map<String, Long> ticks = new HashMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        try {
          String stat = Files.readString(task.resolve("stat"));
          String kind = kind(name(stat));
          ticks.merge(kind, ticks(stat, USER), Long::sum);
          ticks.merge(kind + ", in the kernel", ticks(stat, KERNEL), Long::sum);
        } catch (NoSuchFileException ended) {
          // Its time is that of nobody any more.
        }
      }
    }
    return new Threads(ticks);
  }

  /** What each kind has used since then. */
  Shares since(Threads before) {
    Shares shares = new Shares();
    ticks.forEach((kind, now) -> shares.add(kind, now - before.ticks.getOrDefault(kind, 0L)));
    return shares;
  }

  static String kind(String name) {
    return KINDS.entrySet().stream()
        .filter(each -> name.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHERS);
  }

  /** In brackets, and may have some itself. */
  static String name(String stat) {
    return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  }

  /** A field of the line, counted from the one behind the name. */
  static long ticks(String stat, int field) {
    String behindName = stat.substring(stat.lastIndexOf(')') + 2);
    return Long.parseLong(behindName.split(" ", -1)[field]);
  }
}
