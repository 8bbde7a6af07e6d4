package io.sennit.node.life;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sennit.cluster.Cluster;
import io.sennit.gateway.Gateway;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.directory.Instance.Placement;
import io.sennit.mesh.directory.NodeDescription;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.link.LinkPorts;
import io.sennit.mesh.service.Secrets;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import io.sennit.mesh.settings.Hosting;
import io.sennit.mesh.settings.NodeSettings;
import io.sennit.mesh.store.Databases;
import io.sennit.node.admin.AdminServer;
import io.sennit.node.admin.Health;
import io.sennit.node.admin.NodeService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts a node from the ground up (files, database, cluster, mesh, services, gateway), and takes
 * back what was opened when a step fails.
 */
public final class NodeStart {
  /** The version that nodes of this build announce. */
  public static final String VERSION = "0.1.0";

  private static final Duration STEP = Duration.ofSeconds(60);
  private static final Duration CLOSING = Duration.ofSeconds(15);

  private final NodeSettings settings;
  private final Mode mode;
  private final Catalogue catalogue = new Catalogue();
  private final Teardown teardown = new Teardown();
  private final Health health = new Health();
  private volatile @Nullable Storage opened;
  private volatile @Nullable NodeSecrets secrets;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Everything in one process with a database of its own, or one node of a cluster. */
  public enum Mode {
    ALONE,
    CLUSTERED
  }

  public NodeStart(NodeSettings settings, Mode mode) {
    this.settings = settings;
    this.mode = mode;
    if (!settings.operation().metrics()) {
      // Then all that is asked of it is a meter that does nothing.
      meters.config().meterFilter(MeterFilter.deny());
    }
  }

  /** Returns when every part has answered. */
  public Node run() throws StartFailure {
    try {
      return start();
    } catch (Exception | LinkageError failure) {
      // A linkage error too: a service's jar may lack a class that is needed only when it starts.
      teardown.run(CLOSING);
      throw StartFailure.of(failure);
    }
  }

  /** What the node's user is to be told once: secrets that were made by this start. */
  public List<String> notices() {
    NodeSecrets known = secrets;
    return known == null ? List.of() : known.notices();
  }

  /** Takes back what has been opened so far; the process is to end. */
  public void abort() {
    teardown.run(CLOSING);
  }

  /** Ends the database, which would outlive a process that ends at once. */
  public void stopDatabaseAtOnce() {
    Storage storage = opened;
    if (storage != null) {
      storage.stopAtOnce();
    }
  }

  private Node start() throws Exception {
    FrontDoor front = FrontDoor.of(settings);
    DataFolder folder = DataFolder.open(settings.data().folder());
    teardown.addBlocking("The data folder", folder);
    ReadyFile.forget(settings.operation().readyFile());
    String token = folder.adminToken(settings.operation().adminToken());
    catalogue.add(settings.operation().services());
    NodeSecrets own = new NodeSecrets(folder, settings.operation().secrets());
    secrets = own;
    List<Hosting> parts = catalogue.expand(settings.hosts());

    DatabaseNeeds needs = DatabaseNeeds.of(settings.data(), catalogue, parts);
    Storage storage = openStorage(needs);
    Cluster cluster = openCluster();
    Vertx vertx = cluster.vertx();
    Databases databases = needs.open(vertx, storage.await());
    teardown.add("The databases' connections", databases::close);
    await(needs.probe(databases));
    Mesh mesh = await(Mesh.start(vertx, meshOptions(databases, own)));
    teardown.add("The mesh", mesh::close);
    Node node = new Node(settings, mesh, health, teardown);

    HttpServer admin = await(new AdminServer(mesh, health, scraped(), token, node::ownRoutes)
        .listen(vertx, settings.admin())
        .recover(failure -> Future.failedFuture(
            StartFailure.portTaken("--admin-port", settings.admin(), failure))));
    await(mesh.host(() -> new NodeService(mesh, node::stop), 1));
    Gateway gateway = host(parts, front, vertx, mesh);
    addChecks(vertx, mesh, databases, gateway);
    await(ready());
    node.started(gateway, describe(mesh, cluster, gateway, admin));
    bindMeters();
    return node;
  }

  private MeshOptions meshOptions(Databases databases, Secrets own) {
    NodeSettings.Calls calls = settings.calls();
    ClusterSettings cluster = settings.cluster();
    MeshOptions options = MeshOptions.named(settings.name());
    return (mode == Mode.ALONE
            ? options
            : options.links(LinkPorts.at(cluster.bus().host(), cluster.linkPort())))
        .placement(new Placement(calls.zone(), calls.weight()))
        .policies(calls.policies())
        .meters(meters)
        .databases(databases)
        .secrets(own);
  }

  private Storage openStorage(DatabaseNeeds needs) {
    Storage storage = Storage.of(settings.data(), mode, needs.common());
    teardown.addBlocking("PostgreSQL", storage);
    opened = storage;
    return storage;
  }

  private Cluster openCluster() throws Exception {
    Cluster cluster =
        mode == Mode.ALONE ? Cluster.ofOne() : await(Cluster.join(settings.cluster()));
    teardown.add("Vert.x", cluster.vertx()::close);
    return cluster;
  }

  /** Starts all services and then the gateway, so that it opens with something behind it. */
  private @Nullable Gateway host(List<Hosting> parts, FrontDoor front, Vertx vertx, Mesh mesh)
      throws Exception {
    List<Future<Void>> services = new ArrayList<>();
    Hosting door = null;
    for (Hosting part : parts) {
      if (part.name().equals(Catalogue.GATEWAY)) {
        door = part;
      } else {
        services.add(mesh.host(catalogue.service(part.name()), part.instances()));
      }
    }
    await(Future.join(services));
    if (door == null) {
      return null;
    }
    Gateway gateway = await(front.start(door, vertx, mesh, meters));
    teardown.add("The gateway", gateway::close);
    return gateway;
  }

  private void addChecks(Vertx vertx, Mesh mesh, Databases databases, @Nullable Gateway gateway) {
    health.add("event-loops", () -> Health.turning(vertx));
    health.add("services", () -> mesh.probe(Health.PATIENCE));
    databases
        .all()
        .forEach(one -> health.add("database " + one.place(), () -> one.probe(Health.PATIENCE)));
    if (gateway != null) {
      health.add("gateway", () -> gateway.probe(Health.PATIENCE));
    }
  }

  private Future<Void> ready() {
    return health
        .report()
        .compose(report -> report.up()
            ? Future.succeededFuture()
            : Future.failedFuture("not every part answers: " + report.json().encode()));
  }

  private NodeDescription describe(
      Mesh mesh, Cluster cluster, @Nullable Gateway gateway, HttpServer admin) {
    JsonObject addresses = new JsonObject()
        .put(
            "http",
            gateway == null
                ? null
                : (gateway.isSecure() ? "https://" : "http://")
                    + new Address(settings.front().http().host(), gateway.port()))
        .put("admin", url(new Address(settings.admin().host(), admin.actualPort())))
        .put("registry", null)
        .put(
            "cluster",
            Optional.ofNullable(cluster.member()).map(Address::toString).orElse(null))
        .put("bus", Optional.ofNullable(cluster.bus()).map(Address::toString).orElse(null));
    Address redirect = gateway == null ? null : gateway.redirect();
    if (redirect != null) {
      addresses.put("redirect", url(redirect));
    }
    return new NodeDescription(
        mesh.directory().membership().self(),
        settings.name(),
        VERSION,
        ProcessHandle.current().pid(),
        Instant.now(),
        State.UP,
        addresses);
  }

  private Optional<PrometheusMeterRegistry> scraped() {
    return Optional.of(meters).filter(some -> settings.operation().metrics());
  }

  private void bindMeters() {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
  }

  private static String url(Address address) {
    return "http://" + address;
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new StartFailure(
          "the node did not start within " + STEP.toSeconds() + " s; its log says how far it came");
    }
  }
}
