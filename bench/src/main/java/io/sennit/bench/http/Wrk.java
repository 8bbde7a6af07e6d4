package io.sennit.bench.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * So many clients that ask again as soon as they have an answer, each over a kept connection. Of
 * each answer only the status counts: to look at more takes the program several microseconds, which
 * the contestants beside it would lack, and the more the more fields an answer has.
 */
public final class Wrk {
  public static final String PROGRAM = "wrk";

  private static final int CORES_FOR_A_THREAD = 2;
  private static final int LOOKED_AT_IN_A_SECOND = 50;

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

  /** Asks for that, again and again, while one more client looks at all that it gets. */
  public Shot run(Target target, int clients, Duration time) throws Exception {
    FutureTask<Shot> look =
        new FutureTask<>(new SteadyLoad(target, 1, LOOKED_AT_IN_A_SECOND, time)::run);
    Thread looking = new Thread(look, "looks at answers");
    looking.setDaemon(true);
    looking.start();
    Shot shot = run(
        target.uri(),
        List.of("--header=Authorization: Bearer " + target.token()),
        clients,
        time,
        List.of());
    return shot.withErrors(look.get().errors());
  }

  /**
   * Asks what a script of one's own makes up.
   *
   * @param script answers a function, which gets its own path, then these arguments, and defines
   *     {@code request}
   */
  public Shot run(URI uri, int clients, Duration time, Path script, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(script.toString()));
    all.addAll(arguments);
    return run(uri, List.of(), clients, time, all);
  }

  private Shot run(
      URI uri, List<String> options, int clients, Duration time, List<String> arguments)
      throws IOException, InterruptedException {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_FOR_A_THREAD);
    List<String> command = new ArrayList<>(List.of(
        PROGRAM,
        "--threads=" + Math.min(threads, clients),
        "--connections=" + clients,
        "--duration=" + time.toSeconds() + "s",
        "--timeout=10s",
        "--script=" + script));
    command.addAll(options);
    command.add(uri.toString());
    command.add("--");
    command.addAll(arguments);
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
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
