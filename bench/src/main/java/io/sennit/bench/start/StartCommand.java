package io.sennit.bench.start;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.measure.Resident;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Option(names = "--sennit", description = "The command to start (${DEFAULT-VALUE})")
  private Path sennit = Path.of("./sennit");

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Seen seen = new Seen(spec.commandLine().getOut());
    Verdicts verdicts = new Verdicts(spec.commandLine().getOut());
    Folder folder = Folder.temporary();
    folder.leaveAtEnd();
    try {
      alone(folder.path().resolve("dev"), seen, verdicts);
      joining(folder.path(), seen, verdicts);
      threeAtOnce(folder.path(), seen, verdicts);
    } finally {
      folder.leave();
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private void alone(Path folder, Seen seen, Verdicts verdicts) throws Exception {
    // The first one unpacks PostgreSQL and makes a database.
    Started unpacking = start(folder, "dev", "--http-port", "0");
    unpacking.awaitReady();
    unpacking.stop();
    Starts starts = new Starts();
    for (int i = 0; i < tries; i++) {
      measure(start(folder, "dev", "--http-port", "0"), starts);
    }
    seen.print(DEV, "ms", starts.millis());
    seen.print("  resident: the JVM", "MiB", starts.resident());
    seen.print("  PostgreSQL", "MiB", starts.childrenResident());
    starts.judge("dev", 2_000, verdicts);
  }

  private void joining(Path folder, Seen seen, Verdicts verdicts) throws Exception {
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
    seen.print(JOINING, "ms", starts.millis());
    seen.print("  resident", "MiB", starts.resident());
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
  private void threeAtOnce(Path folder, Seen seen, Verdicts verdicts) throws Exception {
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
    seen.print("three nodes at once", "ms", millis);
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
    return Started.start(command(), folder, arguments);
  }

  /** How many nodes the first one knows, asked as an operator would. */
  private int members(Started node) throws Exception {
    Process ps = new ProcessBuilder(
            command().toString(),
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

  private Path command() {
    return sennit.toAbsolutePath().normalize();
  }
}
