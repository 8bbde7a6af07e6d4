package io.sennit.mesh.balance;

import io.sennit.mesh.policy.Balancing;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes the balancer that a policy asks for. */
public final class Balancers {
  private Balancers() {}

  /** A balancer over these candidates; when one joins or leaves, make another. */
  public static <C extends Candidate> Balancer<C> over(Balancing policy, List<C> candidates) {
    return over(policy, candidates, ThreadLocalRandom::current);
  }

  static <C extends Candidate> Balancer<C> over(
      Balancing policy, List<C> candidates, Supplier<RandomGenerator> dice) {
    Lots<C> lots = new Lots<>(candidates, dice);
    return switch (policy.strategy()) {
      case LEAST_LOADED -> new LeastLoaded<>(lots);
      case ROUND_ROBIN -> new RoundRobin<>(candidates, dice.get());
      case RANDOM -> new ByWeight<>(lots);
      case HASH -> new ConsistentHash<>(policy.key(), candidates, new ByWeight<>(lots));
    };
  }
}
