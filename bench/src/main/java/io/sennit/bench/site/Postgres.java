package io.sennit.bench.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The database of the site: the process of <code>sennit postgres</code>, and the server that is its
 * child. Either may die without the other.
 */
final class Postgres {
  private final Member sennit;
  private final Path data;
  private final int port;

  /** @param member makes its process of the words of the command */
  Postgres(Function<List<String>, Member> member, Path data, int port) {
    this.data = data;
    this.port = port;
    this.sennit = member.apply(
        List.of("postgres", "--data", data.toString(), "--database-port", Integer.toString(port)));
  }

  void start() throws Exception {
    sennit.start();
    sennit.awaitReady();
    Files.writeString(uriFile(), uri());
  }

  /** Where nodes find the address. */
  Path uriFile() {
    return data.resolveSibling("database");
  }

  String uri() throws IOException {
    return "postgresql://postgres:"
        + Files.readString(data.resolve("postgres-password")).strip() + "@127.0.0.1:" + port
        + "/sennit";
  }

  /** Of the process that looks after the server. */
  ProcessHandle handle() {
    return sennit.handle();
  }

  List<Victim> victims() {
    return List.of(Victim.of(sennit), new Victim("postmaster", this::killServer, this::restart));
  }

  /** Whoever looks after the server must have seen its end: the data is only then free. */
  private void restart() throws Exception {
    sennit.awaitEnd();
    sennit.start();
    sennit.awaitReady();
  }

  private void killServer() throws IOException {
    server().orElseThrow(() -> new IOException("there is no server to kill")).destroyForcibly();
  }

  private Optional<ProcessHandle> server() throws IOException {
    Path file = data.resolve("postgres").resolve("postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
        : Optional.empty();
  }

  /** Nothing of it is left. */
  void end() throws IOException {
    sennit.kill();
    server().ifPresent(server -> {
      server.destroyForcibly();
      server.onExit().join();
    });
  }
}
