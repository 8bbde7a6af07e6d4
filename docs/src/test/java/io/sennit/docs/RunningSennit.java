package io.sennit.docs;

import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The runnable of this build in a process of its own, as its users start it. */
final class RunningSennit {
  private static final Path RUNNABLE = Path.of("../verticles/node/target/sennit.jar");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(45);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Process process;
  private final Path log;
  private final Path ready;

  private RunningSennit(Process process, Path log, Path ready) {
    this.process = process;
    this.log = log;
    this.ready = ready;
  }

  /** Everything in one process, with any free ports; returns when everything answers. */
  static RunningSennit dev(Path data, String... options) throws Exception {
    Path ready = data.resolve("ready.json");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // It lives for seconds, in which the second compiler costs more than it gains.
        "-XX:TieredStopAtLevel=1",
        "-jar",
        RUNNABLE.toString(),
        "dev",
        "--data=" + data,
        "--http-port=0",
        "--admin-port=0",
        "--ready-file=" + ready));
    command.addAll(List.of(options));
    Path log = Files.createTempFile(Path.of("target"), "sennit-", ".log");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    // Whatever becomes of the test, nothing is left behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    RunningSennit sennit = new RunningSennit(process, log, ready);
    sennit.awaitReady();
    return sennit;
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (!Files.exists(ready)) {
      if (process.waitFor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        fail("Sennit did not start, exit code %d:%n%s", process.exitValue(), log());
      }
      if (System.nanoTime() > end) {
        fail("Sennit was not ready within %s:%n%s", START, log());
      }
    }
  }

  /** Where its gateway listens. */
  URI http() throws IOException {
    return URI.create(new JsonObject(Files.readString(ready)).getString("http"));
  }

  /** As by Ctrl-C or an orchestrator; answers the exit code. */
  int stop() throws Exception {
    process.destroy();
    if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      fail("Sennit did not stop within %s:%n%s", STOP, log());
    }
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(log);
  }
}
