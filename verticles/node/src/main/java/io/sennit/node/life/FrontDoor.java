package io.sennit.node.life;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.door.BadCredentials;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.policy.BadPolicies;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.Hosting;
import io.sennit.mesh.settings.NodeSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The gateway as a node's settings want it. */
final class FrontDoor {
  private final NodeSettings settings;
  private final GatewayRules rules;

  private FrontDoor(NodeSettings settings, GatewayRules rules) {
    this.settings = settings;
    this.rules = rules;
  }

  /** Reads the rules first of all, so that nothing is started for rules that cannot be taken. */
  static FrontDoor of(NodeSettings settings) throws StartFailure {
    try {
      return new FrontDoor(settings, GatewayRules.read(settings.front().rules()));
    } catch (BadPolicies bad) {
      throw new StartFailure("--gateway: " + bad.getMessage());
    }
  }

  Future<Gateway> start(Hosting part, Vertx vertx, Mesh mesh, MeterRegistry meters) {
    Address http = settings.front().http();
    GatewayOptions options = GatewayOptions.at(http.host(), http.port())
        .grace(settings.operation().grace())
        .rules(rules)
        .folder(settings.data().folder())
        .tls(settings.front().tls());
    return Gateway.start(vertx, options, mesh, meters, part.instances())
        .recover(failure -> Future.failedFuture(
            failure instanceof BadCredentials bad
                ? StartFailure.of(bad)
                : StartFailure.portTaken("--http-port", http, failure)))
        .compose(this::redirect);
  }

  private Future<Gateway> redirect(Gateway gateway) {
    Integer port = settings.front().redirectPort();
    if (port == null) {
      return Future.succeededFuture(gateway);
    }
    Address plain = new Address(settings.front().http().host(), port);
    return gateway
        .redirectFrom(port)
        .map(gateway)
        .recover(failure -> gateway
            .close()
            .transform(closed -> Future.failedFuture(
                StartFailure.portTaken("--http-redirect-port", plain, failure))));
  }
}
