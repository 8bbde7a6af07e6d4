package io.sennit.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs programs with nothing of our environment but what they need: it may hold secrets. */
final class Programs {
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");
  private static final File NOTHING = new File("/dev/null");
  private static final Duration SIGNALLING = Duration.ofSeconds(5);

  private Programs() {}

  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    // Messages are read by us: they must not be translated.
    builder.environment().put("LC_ALL", "C");
    return builder.redirectInput(NOTHING).redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  /** True when the program ends with 0 in time. */
  static boolean succeeds(Duration limit, String... command) throws InterruptedException {
    try {
      return waitFor(builder(List.of(command)).start(), limit) == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  /** Runs a program with this input; its output is kept in the file and quoted in the failure. */
  static void run(List<String> command, String input, Path output, Duration limit)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(command)
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedEarly) {
      // The exit code says why.
    }
    int code = waitFor(process, limit);
    if (code != 0) {
      throw new IOException(
          "exit code " + code + ": " + ServerLog.verdict(Files.readAllLines(output)));
    }
  }

  static void signal(long pid, String name) throws InterruptedException {
    // The JDK knows TERM and KILL only, and TERM makes PostgreSQL wait for its clients.
    succeeds(SIGNALLING, "sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid));
  }

  private static int waitFor(Process process, Duration limit) throws InterruptedException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      return -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
