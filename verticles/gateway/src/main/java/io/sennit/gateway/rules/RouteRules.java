package io.sennit.gateway.rules;

import io.sennit.mesh.message.Priority;
import io.sennit.mesh.policy.Fields;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one route are treated. What is not said is taken from the wider scope:
 * operation, service, all routes, default.
 *
 * @param logged the share of its requests that the access log has; those that fail it always has
 * @param traffic who of its requests gets where, and how many of them
 * @param answers what is added to its answers
 * @param cache which of its answers are kept
 * @param cors which pages of other origins may use it
 */
public record RouteRules(
    double logged, Traffic traffic, AnswerRules answers, CacheRules cache, CorsRules cors) {
  public static final RouteRules DEFAULT = new RouteRules(
      1, Traffic.DEFAULT, AnswerRules.DEFAULT, CacheRules.DEFAULT, CorsRules.DEFAULT);

  /**
   * Who of a route's requests gets where, and how many of them.
   *
   * @param rollout which version of the service gets a request, or null for any
   * @param rates how many requests it takes
   * @param priority what it is worth under overload; where it is not said, its method decides
   */
  public record Traffic(
      @Nullable Rollout rollout, Rates rates, @Nullable Priority priority) {
    static final Traffic DEFAULT = new Traffic(null, Rates.DEFAULT, null);

    Traffic with(Fields fields) {
      return new Traffic(
          fields.has("rollout") ? Rollout.read(fields.part("rollout")) : rollout,
          rates.with(fields.path(), fields.part("rates")),
          WrittenPriority.read(fields, priority));
    }
  }

  public @Nullable Rollout rollout() {
    return traffic.rollout();
  }

  public Rates rates() {
    return traffic.rates();
  }

  public @Nullable Priority priority() {
    return traffic.priority();
  }

  /** What a request with this method is worth. */
  public Priority priority(String method) {
    Priority declared = traffic.priority();
    if (declared != null) {
      return declared;
    }
    return method.equals("GET") || method.equals("HEAD") ? Priority.NORMAL : Priority.HIGH;
  }

  RouteRules with(Fields fields) {
    return new RouteRules(
        fields.share("logged", logged),
        traffic.with(fields),
        answers.with(fields),
        cache.with(fields.part("cache")),
        cors.with(fields.part("cors")));
  }
}
