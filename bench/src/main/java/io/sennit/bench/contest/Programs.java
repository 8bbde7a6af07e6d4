package io.sennit.bench.contest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Programs that are packages of Debian. One that is missing is installed in a container, and asked
 * for elsewhere: where there is systemd a package of a server starts it at once.
 */
public final class Programs {
  private static final Path SYSTEMD = Path.of("/run/systemd/system");

  private Programs() {}

  /** Package and program have the same name. */
  public static void require(String program) throws Missing, IOException, InterruptedException {
    if (isThere(program)) {
      return;
    }
    boolean mayInstall = "root".equals(System.getProperty("user.name"))
        && isThere("apt-get")
        && !Files.exists(SYSTEMD);
    if (mayInstall) {
      said("apt-get", "update");
      said("apt-get", "install", "-y", "--no-install-recommends", program);
    }
    if (!isThere(program)) {
      throw new Missing(program + " is not there: apt-get install " + program);
    }
  }

  /** What a program says, both of its outputs together. */
  static String said(String... command) throws Missing, IOException, InterruptedException {
    if (!isThere(command[0])) {
      throw new Missing(command[0] + " is not there");
    }
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }
}
