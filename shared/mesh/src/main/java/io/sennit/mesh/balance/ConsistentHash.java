package io.sennit.mesh.balance;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.policy.HashKey;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes the same one for the same key, as long as it has not much more in flight than its share.
 *
 * <p>Each candidate draws a lot for the key, and the best lot wins. So every node finds the same
 * one, and when one leaves, only its keys move: each to the one with the next best lot.
 */
final class ConsistentHash<C extends Candidate> implements Balancer<C> {
  private static final double MOST = 1.25;
  // What is left of a whole number when it was computed by fractions is not to be rounded up.
  private static final double ROUNDING = 1e-9;

  private final HashKey key;
  private final List<C> candidates;
  private final long[] hashes;
  private final Balancer<C> withoutKey;

  ConsistentHash(HashKey key, List<C> candidates, Balancer<C> withoutKey) {
    this.key = key;
    this.candidates = List.copyOf(candidates);
    this.hashes = candidates.stream().mapToLong(c -> StableHash.of(c.id())).toArray();
    this.withoutKey = withoutKey;
  }

  @Override
  public @Nullable C pick(Call call, Predicate<? super C> eligible) {
    String text = key.of(call);
    if (text == null) {
      return withoutKey.pick(call, eligible);
    }
    long hash = StableHash.of(text);
    C owner = best(hash, eligible, Double.POSITIVE_INFINITY);
    if (owner == null || owner.inFlight() == 0) {
      return owner;
    }
    double share = inFlightByWeight(eligible);
    if (hasRoom(owner, share)) {
      return owner;
    }
    C next = best(hash, eligible, share);
    return next == null ? owner : next;
  }

  /** The least of -ln(lot)/weight: each wins as many keys as it weighs. */
  private @Nullable C best(long hash, Predicate<? super C> eligible, double share) {
    C best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < hashes.length; i++) {
      C candidate = candidates.get(i);
      double lot = StableHash.unit(hash, hashes[i]);
      double weight = candidate.weight();
      // -ln(lot) is never less than 1 - lot: hardly any logarithm is needed.
      if (1 - lot < least * weight) {
        double draw = -Math.log(lot) / weight;
        if (draw < least && eligible.test(candidate) && hasRoom(candidate, share)) {
          least = draw;
          best = candidate;
        }
      }
    }
    return best;
  }

  private double inFlightByWeight(Predicate<? super C> eligible) {
    double inFlight = 0;
    double weight = 0;
    for (int i = 0; i < hashes.length; i++) {
      C candidate = candidates.get(i);
      if (eligible.test(candidate)) {
        inFlight += candidate.inFlight();
        weight += candidate.weight();
      }
    }
    return inFlight / weight;
  }

  private boolean hasRoom(C candidate, double share) {
    return candidate.inFlight() <= Math.ceil(MOST * share * candidate.weight() - ROUNDING);
  }
}
