package io.sennit.mesh.balance;

import java.util.List;
import java.util.function.Predicate;

/**
 * How much candidates have in flight for each unit of their weight.
 *
 * <p>Adding up a thousand candidates takes longer than all else. So it is done for every pick where
 * they are few, and where they are many for some picks, which together change it by very little.
 */
final class FairShare<C extends Candidate> {
  private static final int AT_ONCE = 16;

  private final List<C> candidates;
  private volatile double perWeight;
  // Threads that overwrite each other's count only look a little later.
  private volatile int picksLeft;

  FairShare(List<C> candidates) {
    this.candidates = candidates;
  }

  double perWeight(Predicate<? super C> eligible) {
    int left = picksLeft;
    if (left > 0) {
      picksLeft = left - 1;
      return perWeight;
    }
    double inFlight = 0;
    double weight = 0;
    for (int i = 0; i < candidates.size(); i++) {
      C candidate = candidates.get(i);
      if (eligible.test(candidate)) {
        inFlight += candidate.inFlight();
        weight += candidate.weight();
      }
    }
    perWeight = inFlight / weight;
    picksLeft = (candidates.size() - 1) / AT_ONCE;
    return perWeight;
  }
}
