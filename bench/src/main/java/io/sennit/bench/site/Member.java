package io.sennit.bench.site;

import io.sennit.bench.bars.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A process of the site, which comes again with its ports and its data after it was killed. */
final class Member {
  /** Long enough for a recovery of the database, on a machine that is busy with everything else. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final Duration END = Duration.ofSeconds(10);
  private static final String READY = "ready in ";

  private final String name;
  private final ProcessBuilder command;
  private final Path logs;
  private @Nullable Process process;
  private Path said;
  private int starts;

  Member(String name, ProcessBuilder command, Path logs) {
    this.name = name;
    this.command = command.redirectErrorStream(true);
    this.logs = logs;
    this.said = logs;
  }

  String name() {
    return name;
  }

  /** What each of its lives says is kept. */
  void start() throws IOException {
    said = logs.resolve(name + "-" + ++starts + ".log");
    process = command.redirectOutput(said.toFile()).start();
  }

  void awaitReady() throws Exception {
    boolean ready = Patience.until(() -> isReady() || !runs(), START) && runs();
    if (!ready) {
      throw new IOException(name + " is not ready: " + Files.readString(said));
    }
  }

  private boolean isReady() throws IOException {
    return Files.readString(said).contains(READY);
  }

  /** Its end by itself; what does not end is killed, and was expected to. */
  void awaitEnd() throws Exception {
    if (!Patience.until(() -> !runs(), END)) {
      kill();
      throw new IOException(name + " goes on although what it is for has ended");
    }
  }

  boolean runs() {
    return process != null && process.isAlive();
  }

  ProcessHandle handle() {
    if (process == null) {
      throw new IllegalStateException(name + " has not been started");
    }
    return process.toHandle();
  }

  /** SIGKILL; it is gone when this returns. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
