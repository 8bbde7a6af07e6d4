package io.sennit.bench.guard;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.calls.CallsHost;
import io.sennit.bench.contest.Field;
import io.sennit.bench.contest.Part;
import io.sennit.bench.contest.Sennit;
import io.sennit.bench.contest.Served;
import io.sennit.bench.http.Shot;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.measure.HostProcess;
import io.sennit.bench.site.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sennit as one checkout has it, at work: its figures are taken by the same program as others'. */
final class Edition {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final int IN_FLIGHT = 64;

  private final String name;
  private final String command;
  private final Path folder;
  private final Sennit site;
  private final HostProcess calls;

  private Edition(String name, String command, Path folder, Sennit site, HostProcess calls) {
    this.name = name;
    this.command = command;
    this.folder = folder;
    this.site = site;
    this.calls = calls;
  }

  /**
   * Starts its gateway with a node behind it, and two nodes that call each other.
   *
   * @param home the checkout, which has been built
   */
  static Edition start(String name, Path home, Path folder, Field field) throws Exception {
    String command = home.resolve("sennit").toString();
    Sennit site = field.start(() -> Sennit.start(folder.resolve("site"), List.of(command), ""));
    Path jar = Graft.onto(home.resolve("bench/target/quick/lib"), folder);
    String java = ProcessHandle.current().info().command().orElse("java");
    HostProcess calls = field.start(() -> HostProcess.of(
        List.of(java, "-jar", jar.toString(), CallsHost.NAME, Integer.toString(IN_FLIGHT))));
    calls.awaitReady();
    return new Edition(name, command, folder, site, calls);
  }

  List<Figure> gateway(Wrk wrk, int clients, Duration time) throws Exception {
    Duration before = cpu();
    Shot shot = wrk.run(site.target(), clients, time);
    require(shot.errors() == 0 && shot.answers() > 0, shot.errors() + " wrong answers");
    double micros = cpu().minus(before).toNanos() / 1_000.0 / shot.answers();
    return List.of(
        Figure.rate(clients + " clients: requests/s", shot.perSecond()),
        Figure.cost(clients + " clients: CPU us per request", micros));
  }

  private Duration cpu() {
    return site.parts().stream().map(Part::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  List<Figure> calls(Duration time) throws IOException {
    CallsHost.Sum sum = CallsHost.Sum.read(calls.ask(Long.toString(time.toMillis())));
    require(sum.failures() == 0 && sum.calls() > 0, sum.failures() + " failed calls");
    return List.of(
        Figure.rate(IN_FLIGHT + " calls in flight: calls/s", sum.perSecond()),
        Figure.cost(IN_FLIGHT + " calls in flight: CPU us per call", sum.cpuMicros()));
  }

  /** The whole shop with its database, until all of it answers. */
  List<Figure> start() throws Exception {
    Path ready = folder.resolve("ready");
    Path log = folder.resolve("dev.log");
    Files.deleteIfExists(ready);
    int port = Ports.free();
    long began = System.nanoTime();
    try (Served shop = Served.start(shop(ready, port), port, log)) {
      Patience.until(() -> Files.exists(ready) || !shop.handle().isAlive(), LONGEST_START);
      double millis = (System.nanoTime() - began) / 1e6;
      require(Files.exists(ready), "it does not start: " + Files.readString(log));
      return List.of(Figure.cost("start with database: ms", millis));
    }
  }

  private ProcessBuilder shop(Path ready, int port) {
    ProcessBuilder builder = new ProcessBuilder(
        command,
        "dev",
        "--http-port",
        Integer.toString(port),
        "--admin-port",
        "0",
        "--data",
        folder.resolve("dev").toString(),
        "--ready-file",
        ready.toString());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    return builder;
  }

  private void require(boolean fits, String otherwise) throws IOException {
    if (!fits) {
      throw new IOException(name + " cannot be measured: " + otherwise);
    }
  }
}
