package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * How the requests of one route are treated. What is not said is taken from the wider scope:
 * operation, service, all routes, default.
 *
 * @param logged the share of its requests that the access log has; those that fail it always has
 * @param answers what is added to its answers
 * @param cache which of its answers are kept
 * @param cors which pages of other origins may use it
 */
public record RouteRules(double logged, AnswerRules answers, CacheRules cache, CorsRules cors) {
  public static final RouteRules DEFAULT =
      new RouteRules(1, AnswerRules.DEFAULT, CacheRules.DEFAULT, CorsRules.DEFAULT);

  RouteRules with(Fields fields) {
    return new RouteRules(
        fields.share("logged", logged),
        answers.with(fields),
        cache.with(fields.part("cache")),
        cors.with(fields.part("cors")));
  }
}
