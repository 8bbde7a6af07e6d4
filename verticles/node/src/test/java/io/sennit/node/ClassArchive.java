package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a start, read once for all starts of a build, as {@code ./sennit} does it for its
 * users.
 */
final class ClassArchive {
  private static final Path FILE = Path.of("target", "sennit.jsa").toAbsolutePath();
  private static final List<String> QUIETLY = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  private static final int MOST_SECONDS = 120;

  private ClassArchive() {}

  /** What a JVM is told to start with it. */
  static synchronized List<String> flags(String java, Path jar) throws IOException {
    if (Files.notExists(FILE)
        || Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jar)) < 0) {
      make(java, jar);
    }
    List<String> flags = new ArrayList<>(QUIETLY);
    flags.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + FILE));
    return flags;
  }

  private static void make(String java, Path jar) throws IOException {
    Files.deleteIfExists(FILE);
    List<String> command = new ArrayList<>(List.of(java, "-XX:ArchiveClassesAtExit=" + FILE));
    command.addAll(QUIETLY);
    command.addAll(List.of("-jar", jar.toString(), "warm-up"));
    Path log = FILE.resolveSibling("warm-up.log");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
          .as("warm-up ends")
          .isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    assertThat(FILE).as("see %s", log).exists();
  }
}
