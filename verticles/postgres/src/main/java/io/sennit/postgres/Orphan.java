package io.sennit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived the Sennit which started it, because that one was killed.
 *
 * <p>The caller holds the data folder's lock: whatever still runs there belongs to nobody.
 */
record Orphan(Path cluster, long pid) {
  private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);
  private static final Path OWN_WORKING_FOLDER = Path.of("/proc/self/cwd");

  /**
   * Stops the orphan of this data folder, if there is one; a stranger that has its pid now is left
   * alone.
   */
  static void stop(Path cluster, Duration limit) throws IOException, InterruptedException {
    Optional<PidFile> file = PidFile.read(cluster);
    if (file.isEmpty()) {
      return;
    }
    Orphan orphan = new Orphan(cluster, file.get().pid());
    if (orphan.alive()) {
      orphan.stop(limit);
    } else {
      // PostgreSQL would take any living process of that pid for itself. If one of its own is left,
      // it still notices.
      Files.deleteIfExists(PidFile.of(cluster));
    }
  }

  private void stop(Duration limit) throws InterruptedException {
    LOG.warn(
        "The PostgreSQL {} was left behind by a Sennit that was killed: it is stopped and started anew",
        pid);
    Programs.signal(pid, "INT");
    if (Waiting.until(limit, () -> !alive())) {
      return;
    }
    Programs.signal(pid, "QUIT");
    if (!Waiting.until(IMMEDIATE, () -> !alive())) {
      throw new PostgresException("The PostgreSQL " + pid + " that a killed Sennit left behind in "
          + cluster + " does not stop: end that process, then start again.");
    }
  }

  /**
   * PostgreSQL's working folder is its data folder: that tells it from a stranger, and from its own
   * zombie.
   */
  private boolean alive() {
    if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      return false;
    }
    try {
      return Files.exists(OWN_WORKING_FOLDER)
          ? Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
              .equals(cluster.toRealPath())
          : commandNamesFolder();
    } catch (IOException notOurs) {
      return false;
    }
  }

  private boolean commandNamesFolder() {
    String command =
        ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElse("");
    return command.contains("postgres") && command.contains(cluster.toString());
  }
}
