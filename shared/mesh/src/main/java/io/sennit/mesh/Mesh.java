package io.sennit.mesh;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.client.Client;
import io.sennit.mesh.client.Surroundings;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.Membership;
import io.sennit.mesh.link.LinkCounters;
import io.sennit.mesh.link.LinkPorts;
import io.sennit.mesh.link.Links;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.service.Load;
import io.sennit.mesh.service.NodeParts;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceHost;
import io.sennit.mesh.stream.Streams;
import io.sennit.mesh.token.Authenticator;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One node of the mesh: hosts services and calls them, on a Vert.x that is clustered or not.
 *
 * <pre>{@code
 * Mesh.start(Vertx.vertx(), MeshOptions.named("mine"))
 *     .compose(mesh -> mesh.host(() -> new TimeService(), 1)
 *         .compose(v -> mesh.client().handle(Call.to("time.now"))));
 * }</pre>
 */
public final class Mesh {
  private final Directory directory;
  private final Links links;
  private final Streams streams;
  private final Client client;
  private final Authenticator authenticator;
  private final ServiceHost services;
  private final Spans spans = new Spans(Clock.systemUTC());

  private Mesh(Vertx vertx, Directory directory, Links links, MeshOptions options) {
    this.directory = directory;
    this.links = links;
    this.streams = new Streams(links, options.meters());
    this.client = new Client(
        directory,
        new Surroundings(
            links,
            directory.membership().self(),
            options.placement().zone(),
            ((VertxInternal) vertx).contextBuilder().build(),
            spans),
        options.policies(),
        options.meters());
    this.authenticator = Authenticator.of(vertx, client, Clock.systemUTC());
    this.services = new ServiceHost(
        new NodeParts(
            vertx,
            directory,
            links,
            streams,
            client,
            authenticator,
            options.meters(),
            spans,
            options.secrets()),
        options.nodeName(),
        options.placement(),
        options.databases());
    directory.membership().onLeft(links::lost);
    directory.membership().onLeft(streams::lost);
    meter(options.meters(), links.counters());
  }

  /** Makes this Vert.x a node; when the future ends, it knows the others and they can reach it. */
  public static Future<Mesh> start(Vertx vertx, MeshOptions options) {
    return Directory.open(vertx)
        .compose(directory -> links(vertx, directory.membership(), options)
            .map(links -> new Mesh(vertx, directory, links, options)));
  }

  private static Future<Links> links(Vertx vertx, Membership membership, MeshOptions options) {
    return Links.open(
        vertx,
        membership.self(),
        node -> membership.members().contains(node),
        ports(vertx, options));
  }

  /**
   * Where other members reach the event bus of this node, they reach its links as well. Behind
   * address translation the options have to name an address of this machine.
   */
  private static @Nullable LinkPorts ports(Vertx vertx, MeshOptions options) {
    ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
    if (cluster == null || options.links() != null) {
      return options.links();
    }
    return LinkPorts.at(cluster.getNodeInfo().host(), 0);
  }

  /** Hosts a service in so many instances. */
  public Future<Void> host(Supplier<? extends Service> service, int instances) {
    return services.host(service, instances);
  }

  public Client client() {
    return client;
  }

  /** Where streams are opened from this node. */
  public Streams streams() {
    return streams;
  }

  /** Tells who makes a request that came to this node from outside. */
  public Authenticator authenticator() {
    return authenticator;
  }

  public Directory directory() {
    return directory;
  }

  /** What this node remembers of traces. */
  public Spans spans() {
    return spans;
  }

  public LinkCounters linkCounters() {
    return links.counters();
  }

  /** What the instances of this node have to do. */
  public List<Load> load() {
    return services.load();
  }

  /** Ends well when every instance of this node answers in time. */
  public Future<Void> probe(Duration within) {
    return services.probe(within);
  }

  /** Takes no new work; the future ends when what was in hand is done. */
  public Future<Void> drain() {
    return services.drain();
  }

  /** Stops what it hosts and leaves the directory. The Vert.x stays its owner's to close. */
  public Future<Void> close() {
    return services.close().eventually(() -> links.close(hosts())).onComplete(done -> {
      authenticator.close();
      client.close();
      directory.close();
    });
  }

  /**
   * A lane of each node that hosts anything. Other members may be no nodes of a mesh, and would not
   * hear a goodbye.
   */
  private Collection<String> hosts() {
    return directory.services().stream()
        .flatMap(service -> service.instances().stream())
        .map(Instance::endpoint)
        .collect(Collectors.toMap(Endpoint::node, Endpoint::lane, (one, other) -> one))
        .values();
  }

  private static void meter(MeterRegistry meters, LinkCounters links) {
    count(meters, "sennit.link.calls", "Calls sent to other nodes", links, LinkCounters::callsSent);
    count(
        meters,
        "sennit.link.batches",
        "Batches taken from other nodes",
        links,
        LinkCounters::batchesReceived);
    count(
        meters,
        "sennit.link.bytes",
        "Bytes of the batches taken",
        links,
        LinkCounters::bytesReceived);
    count(
        meters,
        "sennit.link.corrupt",
        "Frames that could not be read",
        links,
        LinkCounters::corruptFrames);
    count(
        meters,
        "sennit.link.late",
        "Calls that came after their deadline and were not run",
        links,
        LinkCounters::lateCalls);
  }

  private static void count(
      MeterRegistry meters,
      String name,
      String what,
      LinkCounters links,
      ToDoubleFunction<LinkCounters> value) {
    FunctionCounter.builder(name, links, value).description(what).register(meters);
  }
}
