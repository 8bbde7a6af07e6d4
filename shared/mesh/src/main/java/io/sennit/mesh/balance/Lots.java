package io.sennit.mesh.balance;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws candidates at random, in proportion to what they weigh at that moment.
 *
 * <p>Weights grow while instances start. So the table holds upper bounds, and who is drawn is kept
 * as often as its weight has of its bound; when a weight outgrows its bound, there is a new table.
 */
final class Lots<C extends Candidate> {
  private static final int DRAWS = 16;
  // With bounds that are twice the weights at most, so many refusals mean that weights have fallen.
  private static final int REFUSALS = 32;

  private final List<C> candidates;
  private final Supplier<RandomGenerator> dice;
  private volatile AliasTable table;

  Lots(List<C> candidates, Supplier<RandomGenerator> dice) {
    this.candidates = List.copyOf(candidates);
    this.dice = dice;
    this.table = weighed();
  }

  /** One that is eligible and not this other one, or null if there is none. */
  @Nullable
  C draw(Predicate<? super C> eligible, @Nullable C except) {
    if (candidates.size() <= (except == null ? 0 : 1)) {
      return null;
    }
    RandomGenerator random = dice.get();
    for (int i = 0; i < DRAWS; i++) {
      C drawn = candidates.get(index(random));
      if (drawn != except && eligible.test(drawn)) {
        return drawn;
      }
    }
    return search(random, eligible, except);
  }

  /** Where few are eligible: goes through all, and draws among those that are. */
  private @Nullable C search(
      RandomGenerator random, Predicate<? super C> eligible, @Nullable C except) {
    C found = null;
    double total = 0;
    for (int i = 0; i < candidates.size(); i++) {
      C candidate = candidates.get(i);
      if (candidate != except && eligible.test(candidate)) {
        double weight = candidate.weight();
        total += weight;
        found = random.nextDouble() * total < weight ? candidate : found;
      }
    }
    return found;
  }

  private int index(RandomGenerator random) {
    AliasTable bounds = table;
    for (int i = 0; i < REFUSALS; i++) {
      int drawn = bounds.draw(random);
      double weight = candidates.get(drawn).weight();
      double bound = bounds.share(drawn);
      if (weight > bound) {
        bounds = grown(bounds);
        table = bounds;
      } else if (weight == bound || random.nextDouble() * bound < weight) {
        return drawn;
      }
    }
    table = weighed();
    return table.draw(random);
  }

  private AliasTable weighed() {
    return new AliasTable(candidates.stream().mapToDouble(Candidate::weight).toArray());
  }

  private AliasTable grown(AliasTable old) {
    double[] bounds = new double[candidates.size()];
    for (int i = 0; i < bounds.length; i++) {
      double weight = candidates.get(i).weight();
      bounds[i] = weight > old.share(i) ? 2 * weight : old.share(i);
    }
    return new AliasTable(bounds);
  }
}
