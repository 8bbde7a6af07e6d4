package io.sennit.node;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs the packaged command line, started by a {@link Launcher}. */
public final class SennitProcess {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(60);

  private final Process process;
  private final String typed;
  private final Path files;

  SennitProcess(Process process, String typed, Path files) {
    this.process = process;
    this.typed = typed;
    this.files = files;
  }

  /** Where the launcher lets a node write that it is ready. */
  static Path readyFile(Path files) {
    return files.resolve("ready.json");
  }

  Path readyFile() {
    return readyFile(files);
  }

  public SennitProcess awaitReady() {
    Eventually.within(START, () -> {
      if (!process.isAlive()) {
        throw new IllegalStateException(typed + " ended instead of being ready: " + err());
      }
      if (!Files.exists(readyFile())) {
        throw new AssertionError(typed + " is not ready: " + err());
      }
    });
    return this;
  }

  /** What it wrote when it was ready. */
  JsonObject ready() throws IOException {
    return new JsonObject(Files.readString(readyFile()));
  }

  public String name() throws IOException {
    return ready().getString("node");
  }

  public URI http(String path) throws IOException {
    return URI.create(ready().getString("http") + path);
  }

  URI admin(String path) throws IOException {
    return URI.create(ready().getString("admin") + path);
  }

  /** SIGTERM; the second one is just another. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end, with a bound. */
  Outcome ended() throws Exception {
    return ended(END);
  }

  Outcome ended(Duration bound) throws Exception {
    if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(typed + " still runs after " + bound.toSeconds() + " s: " + err());
    }
    return new Outcome(process.exitValue(), out(), err());
  }

  boolean runs() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  public List<String> out() throws IOException {
    return Files.readAllLines(files.resolve("out"));
  }

  List<String> err() throws IOException {
    return Files.readAllLines(files.resolve("err"));
  }

  @Override
  public String toString() {
    return typed;
  }
}
