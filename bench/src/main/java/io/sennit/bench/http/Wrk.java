package io.sennit.bench.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** So many clients that ask again as soon as they have an answer, each over a kept connection. */
public final class Wrk {
  public static final String PROGRAM = "wrk";

  private static final int CORES_FOR_A_THREAD = 2;

  private final Path script;

  private Wrk(Path script) {
    this.script = script;
  }

  /**
   * With its script.
   *
   * @param folder where that is kept
   */
  public static Wrk in(Path folder) throws IOException {
    Path script = folder.resolve("wrk.lua");
    try (InputStream source = Wrk.class.getResourceAsStream("wrk.lua")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Wrk(script);
  }

  public Shot run(Target target, int clients, Duration time)
      throws IOException, InterruptedException {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_FOR_A_THREAD);
    Process wrk = new ProcessBuilder(List.of(
            PROGRAM,
            "--threads=" + Math.min(threads, clients),
            "--connections=" + clients,
            "--duration=" + time.toSeconds() + "s",
            "--timeout=10s",
            "--script=" + script,
            "--header=Authorization: Bearer " + target.token(),
            target.uri().toString(),
            "--",
            Target.START_OF_ANSWER))
        .redirectErrorStream(true)
        .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    wrk.waitFor();
    return read(said);
  }

  /** Its script says a line of JSON after what it says itself. */
  static Shot read(String said) throws IOException {
    String line = said.lines()
        .filter(each -> each.startsWith("{"))
        .findFirst()
        .orElseThrow(() -> new IOException(PROGRAM + " said: " + said.strip()));
    return Shot.of(new JsonObject(line));
  }
}
