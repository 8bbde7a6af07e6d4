package io.sennit.gateway.rules;

import io.sennit.mesh.message.Priority;
import io.sennit.mesh.policy.Fields;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one route are treated. What is not said is taken from the wider scope:
 * operation, service, all routes, default.
 *
 * @param kept how many of its requests are written down, and how many remembered
 * @param traffic who of its requests gets where, and how many of them
 * @param answers what is added to its answers
 * @param cache which of its answers are kept
 * @param cors which pages of other origins may use it
 */
public record RouteRules(
    Kept kept, Traffic traffic, AnswerRules answers, CacheRules cache, CorsRules cors) {
  public static final RouteRules DEFAULT = new RouteRules(
      Kept.DEFAULT, Traffic.DEFAULT, AnswerRules.DEFAULT, CacheRules.DEFAULT, CorsRules.DEFAULT);

  /**
   * The shares of a route's requests that are kept; those that fail always are.
   *
   * @param logged the share that the access log has
   * @param traced the share whose traces are remembered
   */
  public record Kept(double logged, double traced) {
    static final Kept DEFAULT = new Kept(1, 0.01);

    Kept with(Fields fields) {
      return new Kept(fields.share("logged", logged), fields.share("traced", traced));
    }
  }

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

  public double logged() {
    return kept.logged();
  }

  public double traced() {
    return kept.traced();
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
        kept.with(fields),
        traffic.with(fields),
        answers.with(fields),
        cache.with(fields.part("cache")),
        cors.with(fields.part("cors")));
  }
}
