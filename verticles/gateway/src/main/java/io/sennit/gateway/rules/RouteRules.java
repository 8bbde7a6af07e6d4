package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one route are treated. What is not said is taken from the wider scope:
 * operation, service, all routes, default.
 *
 * @param logged the share of its requests that the access log has; those that fail it always has
 * @param rollout which version of the service gets a request, or null for any
 * @param rates how many requests it takes
 * @param priority what it is worth under overload; where it is not said, its method decides
 */
public record RouteRules(
    double logged,
    @Nullable Rollout rollout,
    Rates rates,
    @Nullable Priority priority) {
  public static final RouteRules DEFAULT = new RouteRules(1, null, Rates.DEFAULT, null);

  RouteRules with(Fields fields) {
    return new RouteRules(
        fields.share("logged", logged),
        fields.has("rollout") ? Rollout.read(fields.part("rollout")) : rollout,
        rates.with(fields.path(), fields.part("rates")),
        Priority.read(fields, priority));
  }
}
