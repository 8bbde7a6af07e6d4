package io.sennit.bench.start;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.measure.Resident;
import io.sennit.bench.options.Program;
import io.sennit.bench.options.Report;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Ports;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What starts take, and how much memory is resident after them: the whole shop with its database, a
 * node that joins, and three nodes at once.
 */
@Command(
    name = "start",
    description =
        "Start-up: dev with its database, a node that joins, three nodes in the same moment.",
    mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
  /** What a start has put off is done by then, and nobody has asked for anything yet. */
  private static final Duration REST = Duration.ofSeconds(3);

  private static final String DEV = "dev, PostgreSQL included";
  private static final String JOINING = "a node that joins";

  @Option(names = "--tries", description = "How often each is done (${DEFAULT-VALUE})")
  private int tries = 5;

  @Mixin
  private final Program program = new Program();

  @Mixin
  private final Report report = new Report();

  @Override
  public Integer call() throws Exception {
    Verdicts verdicts = new Verdicts(report.text());
    Folder folder = Folder.temporary();
    folder.leaveAtEnd();
    try {
      alone(folder.path().resolve("dev"), verdicts);
      joining(folder.path(), verdicts);
      threeAtOnce(folder.path(), verdicts);
    } finally {
      folder.leave();
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private void alone(Path folder, Verdicts verdicts) throws Exception {
    // The first one unpacks PostgreSQL and makes a database.
    Started unpacking = start(folder, "dev", "--http-port", "0");
    unpacking.awaitReady();
    unpacking.stop();
    Starts starts = new Starts();
    for (int i = 0; i < tries; i++) {
      measure(start(folder, "dev", "--http-port", "0"), starts);
    }
    report.add(new Seen(DEV, "ms", starts.millis()));
    report.add(new Seen("dev: the JVM resident", "MiB", starts.resident()));
    report.add(new Seen("dev: PostgreSQL resident", "MiB", starts.childrenResident()));
    starts.judge("dev", 2_000, verdicts);
  }

  private void joining(Path folder, Verdicts verdicts) throws Exception {
    Started first = start(
        folder.resolve("first"),
        "node",
        "gateway",
        "--http-port",
        "0",
        "--cluster-port",
        "0",
        "--cluster-config",
        "lan");
    String seed = first.awaitReady().getString("cluster");
    Starts starts = new Starts();
    for (int i = 0; i < tries; i++) {
      measure(
          start(folder.resolve("joining"), "node", "clock", "--cluster-port", "0", "--join", seed),
          starts);
    }
    first.stop();
    report.add(new Seen(JOINING, "ms", starts.millis()));
    report.add(new Seen(JOINING + ": resident", "MiB", starts.resident()));
    starts.judge("joining", 1_500, verdicts);
  }

  private static void measure(Started node, Starts starts) throws Exception {
    long millis = node.awaitReady().getLong("startedInMillis");
    Patience.pass(REST);
    ProcessHandle process = node.process().toHandle();
    starts.add((double) millis, Resident.alone(process), Resident.children(process));
    node.stop();
  }

  /** How often three nodes that start in the same moment are one cluster when all are ready. */
  private void threeAtOnce(Path folder, Verdicts verdicts) throws Exception {
    List<Double> millis = new ArrayList<>();
    int together = 0;
    for (int i = 0; i < tries; i++) {
      long began = System.nanoTime();
      List<Started> nodes = startThree(folder.resolve("three-" + i));
      for (Started node : nodes) {
        node.awaitReady();
      }
      millis.add((double) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      together += members(nodes.get(0)) == nodes.size() ? 1 : 0;
      nodes.forEach(node -> node.process().destroy());
      for (Started node : nodes) {
        node.process().waitFor();
      }
    }
    report.add(new Seen("three nodes at once", "ms", millis));
    verdicts.judge("three", "one cluster each time", together + " of " + tries, together == tries);
  }

  private List<Started> startThree(Path folder) throws IOException {
    List<Integer> ports = Ports.free(3);
    String join =
        String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
    List<Started> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(start(
          folder.resolve("node-" + i),
          "node",
          "clock",
          "--cluster-port",
          ports.get(i).toString(),
          "--join",
          join));
    }
    return nodes;
  }

  private Started start(Path folder, String... arguments) throws IOException {
    return Started.start(program.path(), folder, arguments);
  }

  /** How many nodes the first one knows, asked as an operator would. */
  private int members(Started node) throws Exception {
    Process ps = new ProcessBuilder(
            program.path().toString(),
            "ps",
            "--json",
            "--data",
            node.folder().toString(),
            "--admin",
            node.awaitReady().getString("admin"))
        .start();
    JsonObject known =
        new JsonObject(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    ps.waitFor();
    return known.getJsonArray("nodes").size();
  }
}
