package io.sennit.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The server's first process: a child of this JVM, from its start until it is certainly gone. */
final class Postmaster {
  private static final Duration ESCALATION = Duration.ofSeconds(5);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** On the command line, so that no file can weaken them. */
  private static final Map<String, String> SETTINGS = Map.of(
      "listen_addresses", EmbeddedPostgres.HOST,
      "unix_socket_directories", "",
      "fsync", "on",
      "synchronous_commit", "on",
      "full_page_writes", "on",
      "password_encryption", "scram-sha-256",
      "logging_collector", "off",
      "log_checkpoints", "off");

  private final Process process;
  private final ServerLog log;

  private Postmaster(Process process, ServerLog log) {
    this.process = process;
    this.log = log;
  }

  static Postmaster launch(Binaries binaries, Account account, Path data, int port)
      throws IOException {
    ServerLog log = ServerLog.open(data.resolve("postgres.log"));
    List<String> command = new ArrayList<>(List.of(
        binaries.program("postgres"),
        "-D",
        Cluster.folder(data).toString(),
        "-p",
        Integer.toString(port)));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    Process process = Programs.builder(account.detached(command))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
        .start();
    return new Postmaster(process, log);
  }

  /** True when it accepts connections; false when it ended instead; too long is a failure. */
  boolean awaitReady(Path cluster, Duration limit) throws InterruptedException {
    boolean decided = Waiting.until(limit, () -> !process.isAlive() || ready(cluster));
    if (!decided) {
      throw new PostgresException("PostgreSQL is not ready after " + limit.toSeconds() + " s ("
          + log.verdict() + "): see " + log.file() + ".");
    }
    return process.isAlive();
  }

  private boolean ready(Path cluster) {
    return PidFile.read(cluster)
        .filter(file -> file.pid() == process.pid() && file.ready())
        .isPresent();
  }

  ServerLog log() {
    return log;
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /**
   * Fast, then at once, then by force: each with its bound; without force, the data needs no
   * recovery.
   */
  void stop(Duration limit) throws InterruptedException {
    if (process.isAlive()) {
      Programs.signal(process.pid(), "INT");
    }
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      Programs.signal(process.pid(), "QUIT");
      if (!process.waitFor(ESCALATION.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    }
  }

  /**
   * Without waiting for anything, all its processes with it; what was committed is recovered at the
   * next start.
   */
  void stopAtOnce() throws InterruptedException {
    if (process.isAlive()) {
      Programs.signal(process.pid(), "QUIT");
      if (!process.waitFor(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    }
  }

  /** At once; what was committed is recovered at the next start. */
  void kill() {
    process.destroyForcibly();
    process
        .onExit()
        .orTimeout(ESCALATION.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(late -> process)
        .join();
  }
}
