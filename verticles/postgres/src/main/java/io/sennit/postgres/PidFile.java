package io.sennit.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} says: whose data folder this is, and whether the server is ready. */
record PidFile(long pid, String status) {
  private static final int STATUS_LINE = 7;

  static Path of(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** Empty when there is none, or when it is not written yet. */
  static Optional<PidFile> read(Path cluster) {
    try {
      List<String> lines =
          Files.readString(of(cluster), StandardCharsets.ISO_8859_1).lines().toList();
      long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
      return pid <= 0
          ? Optional.empty()
          : Optional.of(new PidFile(
              pid, lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : ""));
    } catch (IOException | NumberFormatException notThere) {
      return Optional.empty();
    }
  }

  boolean ready() {
    return status.equals("ready");
  }
}
