package io.sennit.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What runs on this machine for a folder with data, whoever started it. */
final class Running {
  private Running() {}

  /** The processes whose command line names the folder, or one below it. */
  static List<ProcessHandle> on(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
        .toList();
  }

  /** The first process of the PostgreSQL that says it runs on this data. */
  static ProcessHandle postmaster(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
  }

  /** Whether some process holds the folder for itself. */
  static boolean isHeld(Path data) throws IOException {
    try (FileChannel lock = FileChannel.open(data.resolve("lock"), StandardOpenOption.WRITE);
        FileLock taken = lock.tryLock()) {
      return taken == null;
    }
  }
}
