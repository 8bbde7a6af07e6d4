package io.sennit.mesh.balance;

import io.sennit.mesh.message.Call;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes one at random by weight, unless a second one drawn is expected to answer much sooner.
 *
 * <p>"Much" is twice: what differs less is noise. So equal instances share equally, weights hold as
 * long as no instance is busier or slower than others, and one that is loses its calls.
 */
final class LeastLoaded<C extends Candidate> implements Balancer<C> {
  private static final double MUCH = 2;

  private final Lots<C> lots;
  private final UnaryOperator<C> rather;

  /** @param rather one that is as good as a given one, and better for the caller that asks */
  LeastLoaded(Lots<C> lots, UnaryOperator<C> rather) {
    this.lots = lots;
    this.rather = rather;
  }

  @Override
  public @Nullable C pick(Call call, Predicate<? super C> eligible) {
    C drawn = lots.draw(eligible, null);
    if (drawn == null) {
      return null;
    }
    C better = rather.apply(drawn);
    C first = better != drawn && isAsGood(better, drawn, eligible) ? better : drawn;
    C second = lots.draw(eligible, first);
    return second != null && isMuchSooner(second, first) ? second : first;
  }

  /** One that has just started is meant to have less for a while, whoever would rather have it. */
  private boolean isAsGood(C better, C drawn, Predicate<? super C> eligible) {
    return MUCH * better.weight() >= drawn.weight() && eligible.test(better);
  }

  private static boolean isMuchSooner(Candidate second, Candidate first) {
    double least = Math.min(first.weight(), second.weight());
    return MUCH * cost(second, least) <= cost(first, least);
  }

  /** What is in flight weighs less on an instance that is meant to have more. */
  private static double cost(Candidate candidate, double leastWeight) {
    return candidate.latency() * (1 + candidate.inFlight() * leastWeight / candidate.weight());
  }
}
