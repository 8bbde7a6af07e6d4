package io.sennit.gateway.visit;

import io.sennit.gateway.rules.RouteRules;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.OperationId;
import java.util.List;

/**
 * Where requests of one route go, with all that is known of it beforehand, so that nothing of it is
 * looked up for a request.
 *
 * @param operation also names what the gateway itself has: {@code gateway.events}
 * @param label what the route is called in metrics and logs, such as {@code GET /order/{id}}
 * @param names of the path's parameters, in order
 */
public record Target(
    OperationId operation,
    String label,
    List<String> names,
    Access access,
    RouteRules rules,
    Endpoint endpoint) {
  public Target {
    names = List.copyOf(names);
  }
}
