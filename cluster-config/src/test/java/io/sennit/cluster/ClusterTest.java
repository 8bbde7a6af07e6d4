package io.sennit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.instance.EndpointQualifier;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {
  private static final Address ANY = new Address("127.0.0.1", 0);

  /** At run time our own files are not held against Hazelcast's schema, so they are here. */
  @ParameterizedTest
  @ValueSource(strings = {"loopback", "lan", "kubernetes"})
  void aBuiltInConfigurationKeepsToTheSchema(String name) throws IOException {
    Properties variables = new Properties();
    variables.setProperty("sennit.host", "127.0.0.1");
    variables.setProperty("sennit.port", "5701");
    variables.setProperty("sennit.kubernetes.service", "sennit.default.svc.cluster.local");
    try (InputStream file =
        Objects.requireNonNull(Cluster.class.getResourceAsStream(name + ".yaml"))) {
      Config config = new YamlConfigBuilder(file).setProperties(variables).build();
      assertThat(Cluster.joinOf(config).getMulticastConfig().isEnabled()).isFalse();
      assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
      assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
      assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
      assertThat(config.getAdvancedNetworkConfig().isEnabled()).isTrue();
      assertThat(config.getProperty(
              "hazelcast.partial.member.disconnection.resolution.heartbeat.count"))
          .isEqualTo("3");
      assertThat(config.getProperty("hazelcast.operation.backup.timeout.millis"))
          .isEqualTo("1000");
      assertThat(config.getMultiMapConfig("__vertx.subs").getBackupCount()).isEqualTo(2);
      assertThat(config.getMapConfig("service.registry").getBackupCount()).isEqualTo(2);
    }
  }

  @Test
  void aNodeBindsToItsHostAndLooksForTheMembersItWasToldOf() throws Exception {
    Address member = new Address("127.0.0.1", 5999);
    Config config = configuration(settings(member, List.of(new Address("10.0.0.1", 5701)), "lan"));
    assertThat(endpoint(config).getPort()).isEqualTo(5999);
    assertThat(endpoint(config).isPortAutoIncrement()).isFalse();
    assertThat(config.getProperty("hazelcast.local.localAddress")).isEqualTo("127.0.0.1");
    assertThat(Cluster.joinOf(config).getTcpIpConfig().getMembers())
        .containsExactly("10.0.0.1:5701");
  }

  @Test
  void aNodeBehindAnotherAddressAdvertisesThatAndListensOnItsOwn() throws Exception {
    Address listens = new Address("127.0.0.1", 5999);
    Address known = new Address("192.0.2.7", 7001);
    Config config = Cluster.configuration(
        settings(listens, List.of(), "lan"), new Advertised(known, new Address("192.0.2.7", 7002)));
    assertThat(config.getProperty("hazelcast.local.publicAddress")).isEqualTo("192.0.2.7:7001");
    assertThat(endpoint(config).getPort()).isEqualTo(5999);
    assertThat(config.getProperty("hazelcast.local.localAddress")).isEqualTo("127.0.0.1");
  }

  @Test
  void onOneMachineNodesLookForEachOtherUntold() throws Exception {
    Config config = configuration(settings(ANY, List.of(), "loopback"));
    assertThat(Cluster.joinOf(config).getTcpIpConfig().getMembers())
        .contains("127.0.0.1:5701")
        .hasSize(10);
  }

  @Test
  void aConfigurationOfOnesOwnIsHeldAgainstTheSchema(@TempDir Path folder) throws Exception {
    Path broken =
        Files.writeString(folder.resolve("broken.yaml"), "hazelcast:\n  network:\n    porrt: 1\n");
    assertThatThrownBy(() -> configuration(settings(ANY, List.of(), broken.toString())))
        .isInstanceOf(CannotJoin.class)
        .hasMessageContaining("broken.yaml");
  }

  @Test
  void aPortInUseIsNamedWithItsOption() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address member = new Address("127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(() -> FreePort.check(member, "--cluster-port"))
          .isInstanceOf(CannotJoin.class)
          .hasMessageContaining("--cluster-port")
          .hasMessageContaining(":" + taken.getLocalPort())
          .hasMessageContaining("name another port");
    }
  }

  /** Vert.x would share it, and give every other connection to the wrong one. */
  @ParameterizedTest
  @ValueSource(ints = {5_998, 5_999, 65_535})
  void portsOfLinksThatAreAnothersOrNoneAreRefused(int first) {
    Address bus = new Address("127.0.0.1", 5_999);
    ClusterSettings settings = new ClusterSettings(ANY, bus, first, List.of(), "loopback", "");

    Future<Cluster> joined = Cluster.join(settings);

    assertThat(joined.failed()).isTrue();
    assertThat(joined.cause())
        .isInstanceOf(CannotJoin.class)
        .hasMessageContaining("--link-port")
        .hasMessageContaining("from " + first);
  }

  @Test
  void whoWasToldOfOthersAndIsNotAmongThemWaitsForOne() throws Exception {
    try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Seeds.await(ANY, List.of(new Address("127.0.0.1", there.getLocalPort())));
    }
  }

  @Test
  void theFirstOfItsListDoesNotWait() throws Exception {
    Address own = new Address("127.0.0.1", 5701);
    long started = System.nanoTime();
    Seeds.await(own, List.of(own, new Address("127.0.0.1", 1)));
    // Others would wait for five seconds.
    assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(4));
  }

  private static ServerSocketEndpointConfig endpoint(Config config) {
    return (ServerSocketEndpointConfig)
        config.getAdvancedNetworkConfig().getEndpointConfigs().get(EndpointQualifier.MEMBER);
  }

  private static Config configuration(ClusterSettings settings) throws IOException, CannotJoin {
    return Cluster.configuration(settings, Advertised.asItListens(settings));
  }

  private static ClusterSettings settings(
      Address member, List<Address> join, String configuration) {
    return new ClusterSettings(member, ANY, 0, join, configuration, "");
  }
}
