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
  // Larger than any list, so that steps of this length visit everyone.
  private static final int[] STEPS = {
    2_147_483_647,
    2_147_483_629,
    2_147_483_587,
    2_147_483_579,
    2_147_483_563,
    2_147_483_549,
    2_147_483_543,
    2_147_483_497
  };

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

  /**
   * Goes through all, with a length of step as random as the start: with steps of one, who stands
   * behind a row of ineligible ones would get all their calls.
   */
  private @Nullable C search(
      RandomGenerator random, Predicate<? super C> eligible, @Nullable C except) {
    int size = candidates.size();
    long step = STEPS[random.nextInt(STEPS.length)];
    long at = random.nextInt(size);
    for (int i = 0; i < size; i++) {
      C found = candidates.get((int) (at % size));
      if (found != except && eligible.test(found)) {
        return found;
      }
      at += step;
    }
    return null;
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
