package io.sennit.bench.site;

import io.sennit.bench.bars.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run has its files: data, logs, and a history of all answers.
 *
 * @param kept whether they are there afterwards
 */
public record Folder(Path path, boolean kept) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** One that nobody wants to look into; the account that PostgreSQL runs as comes through. */
  public static Folder temporary() throws IOException {
    Path made = Files.createTempDirectory(
        "sennit-shop",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    return new Folder(made, false);
  }

  public static Folder kept(Path path) throws IOException {
    return new Folder(Files.createDirectories(path).toAbsolutePath(), true);
  }

  public Path make(String name) throws IOException {
    return Files.createDirectories(path.resolve(name));
  }

  /** Also when the program is told to end. */
  public void leaveAtEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        leave();
      } catch (Exception left) {
        System.err.println(path + " is left: " + left.getMessage());
      }
    }));
  }

  /** The processes of a server that was killed end some moments after it, and write till then. */
  public void leave() throws Exception {
    if (!kept && !Patience.until(this::isDeleted, LONGEST)) {
      throw new IOException(path + " could not be deleted");
    }
  }

  private boolean isDeleted() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | RuntimeException written) {
      return !Files.exists(path);
    }
  }
}
