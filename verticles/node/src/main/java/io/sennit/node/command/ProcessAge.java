package io.sennit.node.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * For how long this process has been there, whatever ran in it before Java.
 *
 * <p>On Linux the kernel says it in hundredths of a second since its boot. Java adds these to a
 * time of boot that has whole seconds only, so that what it says can be off by one.
 */
final class ProcessAge {
  private static final Path STATUS = Path.of("/proc/self/stat");
  private static final Path UPTIME = Path.of("/proc/uptime");

  /** It is the 22nd field of the status; a name with anything in it ends before the third one. */
  private static final int START = 22 - 3;

  private static final int MILLIS_A_TICK = 10;

  private ProcessAge() {}

  static Duration now() {
    try {
      Duration age = of(Files.readString(STATUS), Files.readString(UPTIME));
      // The boot is that of a container where somebody pretends so, and the start is not.
      return age.isNegative() ? byJava() : age;
    } catch (IOException noLinux) {
      return byJava();
    }
  }

  /** @param uptime in seconds, and a second number behind it */
  static Duration of(String status, String uptime) {
    String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
    double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    return Duration.ofMillis(
        Math.round(seconds * 1_000) - Long.parseLong(fields[START]) * MILLIS_A_TICK);
  }

  private static Duration byJava() {
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
  }
}
