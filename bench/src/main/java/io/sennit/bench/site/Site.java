package io.sennit.bench.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shop as processes: a PostgreSQL, gateways, and nodes with all of its services. When it is
 * closed, or its program ends, no process of it is left.
 */
public final class Site implements AutoCloseable {
  public static final String PASSWORD = "bench-bench";
  /** How its process is called. */
  public static final String DATABASE = "postgres";

  private static final String HOST = "127.0.0.1";
  private static final List<String> SHOP = List.of("users", "products", "orders", "payments");

  private final Layout layout;
  private final Path data;
  private final Path logs;
  private final String cluster;
  private final List<URI> gateways = new ArrayList<>();
  private final List<Member> nodes = new ArrayList<>();
  private final Postgres postgres;

  /**
   * What it consists of, and where.
   *
   * @param sennit the command, as words
   * @param nodes so many that host all the services
   * @param nodeOptions for all nodes
   * @param gatewayOptions for the gateways only
   */
  public record Layout(
      List<String> sennit,
      String javaOptions,
      int gateways,
      int nodes,
      Folder folder,
      List<String> services,
      List<String> nodeOptions,
      List<String> gatewayOptions) {

    /** The whole shop. */
    public Layout(List<String> sennit, String javaOptions, int gateways, int nodes, Folder folder) {
      this(sennit, javaOptions, gateways, nodes, folder, SHOP, List.of(), List.of());
    }
  }

  /** Nothing of it runs yet. */
  public Site(Layout layout) throws IOException {
    this.layout = layout;
    this.data = layout.folder().make("data");
    this.logs = layout.folder().make("logs");
    int members = layout.gateways() + layout.nodes();
    List<Integer> ports = Ports.free(1 + members + layout.gateways());
    this.postgres = new Postgres(
        words -> new Member(DATABASE, command(words), logs),
        data.resolve("postgres"),
        ports.get(0));
    this.cluster = String.join(
        ",",
        ports.subList(1, 1 + members).stream().map(port -> HOST + ":" + port).toList());
    for (int i = 0; i < layout.gateways(); i++) {
      int http = ports.get(1 + members + i);
      gateways.add(URI.create("http://" + HOST + ":" + http));
      List<String> parts = new ArrayList<>(List.of("gateway"));
      parts.addAll(List.of("--http-port", Integer.toString(http)));
      parts.addAll(layout.gatewayOptions());
      nodes.add(node("gateway-" + (i + 1), ports.get(1 + i), parts));
    }
    for (int i = 0; i < layout.nodes(); i++) {
      nodes.add(
          node("services-" + (i + 1), ports.get(1 + layout.gateways() + i), layout.services()));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  public void startDatabase() throws Exception {
    postgres.start();
  }

  public void startNodes() throws Exception {
    for (Member node : nodes) {
      node.start();
    }
    for (Member node : nodes) {
      node.awaitReady();
    }
  }

  public List<URI> gateways() {
    return gateways;
  }

  /** The superuser's address of the database. */
  public String database() throws IOException {
    return postgres.uri();
  }

  /** What runs now, by its names. */
  public Map<String, ProcessHandle> processes() {
    Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    nodes.forEach(node -> processes.put(node.name(), node.handle()));
    processes.put(DATABASE, postgres.handle());
    return processes;
  }

  /** All that can be killed. */
  public List<Victim> victims() {
    List<Victim> victims = new ArrayList<>(postgres.victims());
    nodes.forEach(node -> victims.add(Victim.of(node)));
    return victims;
  }

  private Member node(String name, int port, List<String> parts) {
    List<String> words = new ArrayList<>(List.of("node"));
    words.addAll(parts);
    words.addAll(layout.nodeOptions());
    words.addAll(List.of("--name", name, "--host", HOST, "--join", cluster));
    words.addAll(List.of("--cluster-port", Integer.toString(port)));
    words.addAll(List.of("--admin-port", "0", "--registry-port", "0"));
    words.addAll(List.of("--data", data.resolve(name).toString()));
    words.addAll(List.of("--stop-with", Long.toString(ProcessHandle.current().pid())));
    ProcessBuilder command = command(words);
    command.environment().put("SENNIT_ADMIN_PASSWORD", PASSWORD);
    command.environment().put("SENNIT_DATABASE_FILE", postgres.uriFile().toString());
    return new Member(name, command, logs);
  }

  private ProcessBuilder command(List<String> words) {
    List<String> command = new ArrayList<>(layout.sennit());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    environment.put("SENNIT_JAVA_OPTIONS", layout.javaOptions());
    return builder;
  }

  /** Nothing of it is left, or only files that are to be kept. */
  @Override
  public synchronized void close() {
    nodes.forEach(Member::kill);
    try {
      postgres.end();
      layout.folder().leave();
    } catch (Exception left) {
      throw new IllegalStateException("something of the shop is left", left);
    }
  }
}
