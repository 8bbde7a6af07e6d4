package io.sennit.mesh.settings;

import io.sennit.mesh.policy.Policies;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that configures a node. */
public record NodeSettings(
    String name,
    List<Hosting> hosts,
    FrontDoor front,
    Address admin,
    ClusterSettings cluster,
    DataSettings data,
    Calls calls,
    Operation operation) {

  public NodeSettings {
    hosts = List.copyOf(hosts);
  }

  /**
   * Where clients come in, on a node that hosts a gateway.
   *
   * @param rules as the gateway's file has them; empty when there is none
   * @param tls what it speaks TLS with, or null for plain HTTP
   * @param redirectPort where plain HTTP is told to come by TLS; null for nowhere
   */
  public record FrontDoor(
      Address http,
      JsonObject rules,
      @Nullable TlsSettings tls,
      @Nullable Integer redirectPort) {}

  /**
   * How a node makes calls and gets them.
   *
   * @param zone where it stands; calls stay in their zone as long as it has room
   * @param weight how much of the calls its instances get, in relation to others
   */
  public record Calls(Policies policies, String zone, int weight) {}

  /**
   * How a node is run.
   *
   * @param metrics whether it measures what it does
   * @param grace how long it may finish what is in hand when it is told to stop
   * @param stopWith the process this node belongs to: when that ends, the node stops as well
   * @param services jars or folders with services from elsewhere
   * @param secrets what its operator gave it for its services, by name
   */
  public record Operation(
      @Nullable Path readyFile,
      boolean metrics,
      Duration grace,
      LogFormat logFormat,
      @Nullable Secret adminToken,
      List<Path> services,
      @Nullable Long stopWith,
      Map<String, Secret> secrets) {
    public Operation {
      services = List.copyOf(services);
      secrets = Map.copyOf(secrets);
    }
  }
}
