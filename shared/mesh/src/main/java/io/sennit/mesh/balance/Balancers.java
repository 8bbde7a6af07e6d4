package io.sennit.mesh.balance;

import io.sennit.mesh.policy.Balancing;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Makes the balancer that a policy asks for. */
public final class Balancers {
  private Balancers() {}

  /** A balancer over these candidates; when one joins or leaves, make another. */
  public static <C extends Candidate> Balancer<C> over(Balancing policy, List<C> candidates) {
    return over(policy, candidates, UnaryOperator.identity());
  }

  /**
   * The same for callers to whom some candidates are better than others that are as good.
   *
   * @param rather the one that whoever asks would take instead of a given one; only the strategy
   *     that looks at what candidates have in hand asks for it, since it makes them unequal
   */
  public static <C extends Candidate> Balancer<C> over(
      Balancing policy, List<C> candidates, UnaryOperator<C> rather) {
    return over(policy, candidates, rather, ThreadLocalRandom::current);
  }

  static <C extends Candidate> Balancer<C> over(
      Balancing policy,
      List<C> candidates,
      UnaryOperator<C> rather,
      Supplier<RandomGenerator> dice) {
    return switch (policy.strategy()) {
      case LEAST_LOADED -> new LeastLoaded<>(new Lots<>(candidates, dice), rather);
      case ROUND_ROBIN -> new RoundRobin<>(candidates, dice.get());
      case RANDOM -> byWeight(candidates, dice);
      case HASH -> new ConsistentHash<>(policy.key(), candidates, byWeight(candidates, dice));
    };
  }

  private static <C extends Candidate> Balancer<C> byWeight(
      List<C> candidates, Supplier<RandomGenerator> dice) {
    return new ByWeight<>(new Lots<>(candidates, dice));
  }
}
