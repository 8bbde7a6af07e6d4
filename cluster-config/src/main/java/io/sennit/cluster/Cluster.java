package io.sennit.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.core.HazelcastException;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A node's place in the cluster: its Vert.x, and the addresses where others reach it. */
public record Cluster(
    Vertx vertx, @Nullable Address member, @Nullable Address bus) {

  private static final int MOST_PORT = 65_535;
  private static final String LOCAL_ADDRESS = "hazelcast.local.localAddress";
  private static final String PUBLIC_ADDRESS = "hazelcast.local.publicAddress";
  private static final String SCHEMA_VALIDATION = "hazelcast.config.schema.validation.enabled";

  /** A process that is no cluster, on the same code. */
  public static Cluster ofOne() {
    return new Cluster(Vertx.vertx(options()), null, null);
  }

  /** Joins the cluster, or founds it where the settings allow that and nobody is there. */
  public static Future<Cluster> join(ClusterSettings settings) {
    return join(settings, Advertised.asItListens(settings));
  }

  /** Joins under other addresses than those where the node listens. */
  public static Future<Cluster> join(ClusterSettings settings, Advertised advertised) {
    Config config;
    try {
      if (new InetSocketAddress(settings.member().host(), 0).getAddress().isAnyLocalAddress()) {
        throw new CannotJoin("--host: " + settings.member().host()
            + " is no address that other nodes can reach; name this machine's own");
      }
      FreePort.check(settings.member(), "--cluster-port");
      FreePort.check(settings.bus(), "--bus-port");
      checkLinkPorts(settings);
      config = configuration(settings, advertised);
      Seeds.await(advertised.member(), settings.join());
    } catch (CannotJoin | IOException failure) {
      return Future.failedFuture(failure);
    }
    HazelcastClusterManager manager = new Housekeeping(config);
    return Vertx.builder()
        .with(options().setEventBusOptions(busOptions(settings.bus(), advertised.bus())))
        .withClusterManager(manager)
        .buildClustered()
        .map(vertx -> new Cluster(vertx, memberAddress(manager), busAddress(manager)));
  }

  /** Vert.x would let two servers of one process share a port, and deal connections out in turn. */
  private static void checkLinkPorts(ClusterSettings settings) throws CannotJoin {
    int first = settings.linkPort();
    int last = first + eventLoops() - 1;
    if (first == 0) {
      return;
    }
    for (int port : new int[] {settings.member().port(), settings.bus().port(), MOST_PORT + 1}) {
      if (first <= port && port <= last) {
        throw new CannotJoin("--link-port: the ports from " + first + " to " + last + ", one for "
            + "each event loop, have to be free, and none of --cluster-port or --bus-port or above "
            + MOST_PORT + "; name another one, or 0 for any free ones");
      }
    }
    for (int port = first; port <= last; port++) {
      FreePort.check(new Address(settings.bus().host(), port), "--link-port");
    }
  }

  static Config configuration(ClusterSettings settings, Advertised advertised)
      throws IOException, CannotJoin {
    Config config = read(settings);
    // Not as an interface to choose: then members that are named by host would have to match it.
    config.setProperty(LOCAL_ADDRESS, settings.member().host());
    if (!advertised.member().equals(settings.member())) {
      config.setProperty(PUBLIC_ADDRESS, advertised.member().toString());
    }
    List<String> members =
        Seeds.members(settings).stream().map(Address::toString).toList();
    if (!members.isEmpty()) {
      joinOf(config).getTcpIpConfig().setMembers(members);
    }
    return config;
  }

  /** A file of one's own may use the plain form of Hazelcast's network. */
  static JoinConfig joinOf(Config config) {
    AdvancedNetworkConfig network = config.getAdvancedNetworkConfig();
    return network.isEnabled() ? network.getJoin() : config.getNetworkConfig().getJoin();
  }

  private static Config read(ClusterSettings settings) throws IOException, CannotJoin {
    Properties variables = new Properties();
    variables.setProperty("sennit.host", settings.member().host());
    variables.setProperty("sennit.port", Integer.toString(settings.member().port()));
    variables.setProperty("sennit.kubernetes.service", settings.service());
    boolean builtIn = ClusterSettings.BUILT_IN.contains(settings.configuration());
    if (builtIn) {
      // A test holds our own files against the schema; doing it at each start would cost 150 ms of
      // it.
      System.setProperty(SCHEMA_VALIDATION, "false");
    }
    try (InputStream file = open(settings.configuration())) {
      return new YamlConfigBuilder(file).setProperties(variables).build();
    } catch (HazelcastException | IllegalArgumentException broken) {
      throw new CannotJoin("the cluster configuration " + settings.configuration() + " is refused: "
          + broken.getMessage());
    } finally {
      System.clearProperty(SCHEMA_VALIDATION);
    }
  }

  private static InputStream open(String configuration) throws IOException {
    if (!ClusterSettings.BUILT_IN.contains(configuration)) {
      return Files.newInputStream(Path.of(configuration));
    }
    InputStream builtIn = Cluster.class.getResourceAsStream(configuration + ".yaml");
    if (builtIn == null) {
      throw new IOException(
          "the built-in configuration " + configuration + " is missing from the class path");
    }
    return builtIn;
  }

  private static VertxOptions options() {
    // Nothing is served from the class path, so that no cache of it is left behind in the folder
    // for temporary files.
    return new VertxOptions()
        .setPreferNativeTransport(true)
        // What never blocks needs no more loops than processors, and on fewer of them more calls
        // share a write. Two at least: a node that waits in one of them still answers by the other.
        .setEventLoopPoolSize(eventLoops())
        .setFileSystemOptions(new FileSystemOptions()
            .setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false));
  }

  private static int eventLoops() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  private static EventBusOptions busOptions(Address bus, Address advertised) {
    EventBusOptions options = new EventBusOptions()
        .setHost(bus.host())
        .setPort(bus.port())
        .setClusterPublicHost(advertised.host())
        .setConnectTimeout(1_000)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        // A member that does not answer a ping this long is treated as disconnected.
        .setClusterPingInterval(2_000)
        .setClusterPingReplyInterval(3_000);
    return advertised.port() == 0 ? options : options.setClusterPublicPort(advertised.port());
  }

  private static Address memberAddress(HazelcastClusterManager manager) {
    com.hazelcast.cluster.Address address =
        manager.getHazelcastInstance().getCluster().getLocalMember().getAddress();
    return new Address(address.getHost(), address.getPort());
  }

  private static Address busAddress(HazelcastClusterManager manager) {
    return new Address(manager.getNodeInfo().host(), manager.getNodeInfo().port());
  }
}
