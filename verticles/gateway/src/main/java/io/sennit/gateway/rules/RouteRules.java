package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * How the requests of one route are treated. What is not said is taken from the wider scope:
 * operation, service, all routes, default.
 *
 * @param logged the share of its requests that the access log has; those that fail it always has
 */
public record RouteRules(double logged) {
  public static final RouteRules DEFAULT = new RouteRules(1);

  RouteRules with(Fields fields) {
    return new RouteRules(fields.share("logged", logged));
  }
}
