package io.sennit.gateway.route;

import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.OperationId;
import java.util.Objects;

/**
 * A route that the gateway has itself, and no service takes from it: what is said of it, and where
 * it leads.
 */
public record OwnRoute(Announced announced, Target target) {
  /**
   * A route to something that is no service of the mesh.
   *
   * @param service what it is called in rules and metrics
   * @param operation has a route
   */
  public static OwnRoute of(
      String service, OperationDescription operation, GatewayRules rules, Endpoint endpoint) {
    OperationId id = new OperationId(service, operation.name());
    Route route = Objects.requireNonNull(operation.route());
    return new OwnRoute(
        new Announced(id, operation, route, null),
        new Target(
            id,
            route.toString(),
            route.parameters(),
            operation.access(),
            rules.routes().of(id),
            endpoint));
  }

  public Route route() {
    return announced.route();
  }
}
