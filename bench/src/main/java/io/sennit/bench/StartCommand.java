package io.sennit.bench;

import io.sennit.bench.site.Ports;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long starts take: the whole shop with its database, a node that joins, and three nodes at
 * once.
 */
@Command(
    name = "start",
    description =
        "Start-up: dev with its database, a node that joins, three nodes in the same moment.",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  @Option(names = "--tries", description = "How often each is done (${DEFAULT-VALUE})")
  private int tries = 5;

  @Option(names = "--sennit", description = "The command to start (${DEFAULT-VALUE})")
  private Path sennit = Path.of("./sennit");

  @Spec
  private CommandSpec spec;

  /** A process of this benchmark, and what it wrote when it was ready. */
  private record Started(Process process, Path folder) {
    JsonObject awaitReady() throws IOException, InterruptedException {
      Path ready = folder.resolve("ready.json");
      long giveUp = System.nanoTime() + PATIENCE_NANOS;
      while (!Files.exists(ready)) {
        if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUp) {
          throw new IOException("not ready: " + Files.readString(folder.resolve("err")));
        }
      }
      return new JsonObject(Files.readString(ready));
    }

    void stop() throws InterruptedException {
      process.destroy();
      process.waitFor();
    }
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("sennit-bench-start");
    PrintWriter to = spec.commandLine().getOut();
    try {
      report(to, "dev, PostgreSQL included", alone(folder.resolve("dev")));
      report(to, "a node that joins", joining(folder));
      return threeAtOnce(to, folder) == tries ? 0 : 1;
    } finally {
      delete(folder);
    }
  }

  private List<Long> alone(Path folder) throws Exception {
    // The first one unpacks PostgreSQL and makes a database.
    Started unpacking = start(folder, "dev", "--http-port", "0");
    unpacking.awaitReady();
    unpacking.stop();
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      Started node = start(folder, "dev", "--http-port", "0");
      millis.add(node.awaitReady().getLong("startedInMillis"));
      node.stop();
    }
    return millis;
  }

  private List<Long> joining(Path folder) throws Exception {
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
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      Started node =
          start(folder.resolve("joining"), "node", "clock", "--cluster-port", "0", "--join", seed);
      millis.add(node.awaitReady().getLong("startedInMillis"));
      node.stop();
    }
    first.stop();
    return millis;
  }

  /** How often three nodes that start in the same moment are one cluster when all are ready. */
  private int threeAtOnce(PrintWriter to, Path folder) throws Exception {
    List<Long> millis = new ArrayList<>();
    int together = 0;
    for (int i = 0; i < tries; i++) {
      long began = System.nanoTime();
      List<Started> nodes = startThree(folder.resolve("three-" + i));
      for (Started node : nodes) {
        node.awaitReady();
      }
      millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      together += members(nodes.get(0)) == nodes.size() ? 1 : 0;
      nodes.forEach(node -> node.process().destroy());
      for (Started node : nodes) {
        node.process().waitFor();
      }
    }
    report(to, "three nodes at once", millis);
    to.println("one cluster of three in " + together + " of " + tries + " tries");
    to.flush();
    return together;
  }

  private List<Started> startThree(Path folder) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ports.add(Ports.free());
    }
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
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve("ready.json"));
    List<String> command =
        new ArrayList<>(List.of(sennit.toAbsolutePath().normalize().toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of(
        "--data",
        folder.toString(),
        "--admin-port",
        "0",
        "--ready-file",
        folder.resolve("ready.json").toString()));
    return new Started(
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(folder.resolve("err").toFile())
            .start(),
        folder);
  }

  /** How many nodes the first one knows, asked as an operator would. */
  private int members(Started node) throws IOException, InterruptedException {
    Process ps = new ProcessBuilder(
            sennit.toAbsolutePath().normalize().toString(),
            "ps",
            "--json",
            "--data",
            node.folder().toString(),
            "--admin",
            node.awaitReady().getString("admin"))
        .start();
    JsonObject known = new JsonObject(
        new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    ps.waitFor();
    return known.getJsonArray("nodes").size();
  }

  private static void report(PrintWriter to, String what, List<Long> millis) {
    LongStream sorted = millis.stream().mapToLong(Long::longValue).sorted();
    long[] all = sorted.toArray();
    to.printf(
        "%-28s median %5d ms  (%d to %d, %d tries)%n",
        what, all[all.length / 2], all[0], all[all.length - 1], all.length);
    to.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
