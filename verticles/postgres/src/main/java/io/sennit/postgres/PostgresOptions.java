package io.sennit.postgres;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the embedded PostgreSQL keeps its files, its port on 127.0.0.1 (0 is any free one), and how
 * long it may take.
 *
 * @param data the folder for databases, password and log
 * @param binaries the folder for PostgreSQL's programs; several processes may share it
 * @param port the port on 127.0.0.1, 0 for any free one
 * @param startTimeout how long a start may take, the recovery after a crash included
 * @param stopTimeout how long a stop may take before it is enforced; it writes a checkpoint
 */
public record PostgresOptions(
    Path data, Path binaries, int port, Duration startTimeout, Duration stopTimeout) {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  public PostgresOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "The port " + port + " does not exist: choose 1 to 65535, or 0 for any free one.");
    }
    data = data.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
  }

  /** All files in this folder, any free port. */
  public static PostgresOptions in(Path data) {
    return new PostgresOptions(data, data, 0, START_TIMEOUT, STOP_TIMEOUT);
  }

  public PostgresOptions withBinaries(Path folder) {
    return new PostgresOptions(data, folder, port, startTimeout, stopTimeout);
  }

  public PostgresOptions withPort(int wanted) {
    return new PostgresOptions(data, binaries, wanted, startTimeout, stopTimeout);
  }

  public PostgresOptions withTimeouts(Duration start, Duration stop) {
    return new PostgresOptions(data, binaries, port, start, stop);
  }
}
