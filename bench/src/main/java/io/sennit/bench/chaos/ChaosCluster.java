package io.sennit.bench.chaos;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway and service nodes, each in a process of its own. When it is closed, or its program
 * ends, nothing of it is left.
 */
final class ChaosCluster implements AutoCloseable {
  private final List<String> sennit;
  private final Map<String, String> environment;
  private final Path folder;
  private final @Nullable Path requests;
  private final Vertx vertx = Vertx.vertx();
  private final List<ChaosNode> nodes = new CopyOnWriteArrayList<>();

  private ChaosCluster(Path sennit, String javaOptions, @Nullable Path requests)
      throws IOException {
    this.sennit = List.of(sennit.toAbsolutePath().normalize().toString(), "node");
    this.environment =
        Map.of("SENNIT_JAVA_OPTIONS", javaOptions, "SENNIT_ADMIN_TOKEN", Operator.TOKEN);
    this.requests = requests;
    this.folder = Files.createTempDirectory("sennit-chaos");
    Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothing));
  }

  /** Starts a gateway, to which service nodes can be added. */
  static ChaosCluster start(Path sennit, String javaOptions, Site site, @Nullable Path requests)
      throws Exception {
    ChaosCluster cluster = new ChaosCluster(sennit, javaOptions, requests);
    try {
      String founder = site.host() + ":" + freePort();
      cluster
          .launch("gateway", site, List.of("gateway", "--http-port", "0"), founder)
          .awaitReady();
      return cluster;
    } catch (Exception broken) {
      cluster.close();
      throw broken;
    }
  }

  ChaosNode gateway() {
    return nodes.get(0);
  }

  Vertx vertx() {
    return vertx;
  }

  /** The gateway, and all service nodes. */
  List<ChaosNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The service nodes. */
  List<ChaosNode> services() {
    return List.copyOf(nodes.subList(1, nodes.size()));
  }

  /** One more service node, which may not be ready yet. */
  ChaosNode add(Site site) throws IOException {
    return launch("service-" + nodes.size(), site, List.of("chaos"), gateway().cluster());
  }

  /** So many service nodes on the loopback, all ready. */
  List<ChaosNode> add(int count) throws Exception {
    List<ChaosNode> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(add(Site.LOOPBACK));
    }
    for (ChaosNode node : added) {
      node.awaitReady();
    }
    return added;
  }

  OpenLoad load(OpenLoad.Plan plan) {
    return OpenLoad.start(vertx, gateway().http(), plan, requests);
  }

  private ChaosNode launch(String name, Site site, List<String> parts, String join)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    String port = parts.contains("gateway") ? join.substring(join.lastIndexOf(':') + 1) : "0";
    List<String> command = new ArrayList<>(site.prefix());
    command.addAll(sennit);
    command.addAll(parts);
    command.addAll(List.of("--name", name, "--host", site.host()));
    command.addAll(List.of("--admin-port", "0", "--cluster-port", port, "--join", join));
    command.addAll(List.of("--data", own.resolve("data").toString()));
    command.addAll(List.of("--ready-file", ChaosNode.readyFile(own).toString()));
    command.addAll(List.of("--services", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.addAll(List.of("--stop-with", Long.toString(ProcessHandle.current().pid())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    builder.environment().putAll(environment);
    ChaosNode node = new ChaosNode(builder, own);
    nodes.add(node);
    return node.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private synchronized void leaveNothing() {
    nodes.forEach(ChaosNode::kill);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }

  @Override
  public void close() {
    leaveNothing();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
