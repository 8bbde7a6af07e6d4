package io.sennit.bench.chaos;

import io.sennit.bench.site.Ports;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway and service nodes, each in a process of its own. When it is closed, or its program
 * ends, nothing of it is left.
 */
public final class ChaosCluster implements AutoCloseable {
  private final List<String> sennit;
  private final Map<String, String> environment;
  private final Path folder;
  private final @Nullable Path requests;
  private final Vertx vertx = Vertx.vertx();
  private final List<ChaosNode> gateways = new CopyOnWriteArrayList<>();
  private final List<ChaosNode> services = new CopyOnWriteArrayList<>();

  private ChaosCluster(Path sennit, String javaOptions, @Nullable Path requests)
      throws IOException {
    this.sennit = List.of(sennit.toAbsolutePath().normalize().toString(), "node");
    this.environment =
        Map.of("SENNIT_JAVA_OPTIONS", javaOptions, "SENNIT_ADMIN_TOKEN", Operator.TOKEN);
    this.requests = requests;
    this.folder = Files.createTempDirectory("sennit-chaos");
    Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothing));
  }

  /** Starts a gateway, to which others and service nodes can be added. */
  public static ChaosCluster start(
      Path sennit, String javaOptions, Site site, @Nullable Path requests) throws Exception {
    ChaosCluster cluster = new ChaosCluster(sennit, javaOptions, requests);
    try {
      cluster.launchGateway("gateway", site, Ports.free(), List.of()).awaitReady();
      return cluster;
    } catch (Exception broken) {
      cluster.close();
      throw broken;
    }
  }

  public ChaosNode gateway() {
    return gateways.get(0);
  }

  /** Starts so many gateways in place of the one, each of which finds the others again. */
  void becomeGateways(int count) throws Exception {
    gateways.remove(0).kill();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(Ports.free());
    }
    List<String> all =
        ports.stream().map(port -> Site.LOOPBACK.host() + ":" + port).toList();
    for (int i = 0; i < count; i++) {
      launchGateway("gateway-" + i, Site.LOOPBACK, ports.get(i), all);
    }
    for (ChaosNode node : gateways) {
      node.awaitReady();
    }
  }

  List<ChaosNode> gateways() {
    return List.copyOf(gateways);
  }

  public Vertx vertx() {
    return vertx;
  }

  /** The gateways, and all service nodes. */
  List<ChaosNode> nodes() {
    return Stream.concat(gateways.stream(), services.stream()).toList();
  }

  /** The service nodes. */
  List<ChaosNode> services() {
    return List.copyOf(services);
  }

  /** One more service node, which may not be ready yet. */
  public ChaosNode add(Site site) throws IOException {
    String join = gateways.stream().map(ChaosNode::cluster).collect(Collectors.joining(","));
    List<String> parts = List.of("chaos", "--cluster-port", "0", "--join", join);
    ChaosNode node = node("service-" + (services.size() + 1), site, parts);
    services.add(node);
    return node.start();
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
    return OpenLoad.start(vertx, gateways.stream().map(ChaosNode::http).toList(), plan, requests);
  }

  /** Its ports are the same when it is started again. */
  private ChaosNode launchGateway(String name, Site site, int port, List<String> others)
      throws IOException {
    String join = others.isEmpty() ? site.host() + ":" + port : String.join(",", others);
    List<String> parts = List.of(
        "gateway",
        "--http-port",
        Integer.toString(Ports.free()),
        "--cluster-port",
        Integer.toString(port),
        "--join",
        join);
    ChaosNode node = node(name, site, parts);
    gateways.add(node);
    return node.start();
  }

  private ChaosNode node(String name, Site site, List<String> parts) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    List<String> command = new ArrayList<>(site.prefix());
    command.addAll(sennit);
    command.addAll(parts);
    command.addAll(List.of("--name", name, "--host", site.host()));
    command.addAll(List.of("--admin-port", "0"));
    command.addAll(List.of("--data", own.resolve("data").toString()));
    command.addAll(List.of("--ready-file", ChaosNode.readyFile(own).toString()));
    command.addAll(List.of("--services", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.addAll(List.of("--stop-with", Long.toString(ProcessHandle.current().pid())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    builder.environment().putAll(environment);
    return new ChaosNode(builder, own);
  }

  private synchronized void leaveNothing() {
    nodes().forEach(ChaosNode::kill);
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
