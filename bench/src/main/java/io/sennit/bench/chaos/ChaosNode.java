package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own, which can be killed, stopped for a while, and started again. */
public final class ChaosNode {
  /** Long enough for a start on a machine that is busy with everything else. */
  private static final Duration START = Duration.ofSeconds(60);

  private final ProcessBuilder command;
  private final Path folder;
  private @Nullable Process process;
  private JsonObject ready = new JsonObject();

  /** @param command starts it, and lets it write {@link #readyFile} into the folder */
  ChaosNode(ProcessBuilder command, Path folder) {
    this.command = command
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
    this.folder = folder;
  }

  static Path readyFile(Path folder) {
    return folder.resolve("ready.json");
  }

  String name() {
    return folder.getFileName().toString();
  }

  public ChaosNode start() throws IOException {
    Files.deleteIfExists(readyFile(folder));
    process = command.start();
    return this;
  }

  public ChaosNode awaitReady() throws Exception {
    boolean answers =
        Patience.until(() -> Files.exists(readyFile(folder)) || !runs(), START) && runs();
    if (!answers) {
      throw new IOException(name() + " is not ready: " + Files.readString(folder.resolve("err")));
    }
    ready = new JsonObject(Files.readString(readyFile(folder)));
    return this;
  }

  public long pid() {
    return ready.getLong("pid");
  }

  public URI http() {
    return URI.create(ready.getString("http"));
  }

  /** Where other members reach it. */
  String cluster() {
    return ready.getString("cluster");
  }

  /** Where others send calls. */
  int busPort() {
    return URI.create("bus://" + ready.getString("bus")).getPort();
  }

  Operator operator() {
    return new Operator(URI.create(ready.getString("admin")));
  }

  boolean runs() {
    return process != null && process.isAlive();
  }

  /** SIGKILL; its process is gone when this returns. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** SIGTERM; it has finished what it had in hand when this returns. */
  public void end() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  /** SIGSTOP: it keeps its connections and does nothing. */
  void stop() throws Exception {
    signal("-STOP");
  }

  /** SIGCONT. */
  void go() throws Exception {
    signal("-CONT");
  }

  /** Lets its instance fail that share of its flaky calls from now on. */
  void fail(double share, long seed) throws Exception {
    ask("chaos.failing", new JsonObject().put("share", share).put("seed", seed));
  }

  /** How many calls its instance has run. */
  long executed() throws IOException, InterruptedException {
    return ask("chaos.count", new JsonObject()).getLong("executed");
  }

  /** How many of them when their caller had given up already. */
  long executedLate() throws IOException, InterruptedException {
    return ask("chaos.count", new JsonObject()).getLong("late");
  }

  private JsonObject ask(String operation, JsonObject input)
      throws IOException, InterruptedException {
    JsonObject answer = operator().call(operation, input);
    if (answer.getLong("pid") != pid()) {
      throw new IOException(name() + " has asked another node's instance: " + answer);
    }
    return answer;
  }

  /** Bytes that are still in use when all garbage has been collected. */
  double heapInUse() throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    run(jcmd.toString(), Long.toString(pid()), "GC.run");
    return operator().metrics().sum("jvm_memory_used_bytes", "area=\"heap\"");
  }

  private void signal(String which) throws Exception {
    run("kill", which, Long.toString(pid()));
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
