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
  private final FairShare<C> fairShare;
  private final Balancer<C> withoutKey;
  // The largest weight that was ever seen: an instance that starts gets heavier.
  private volatile double heaviest;

  ConsistentHash(HashKey key, List<C> candidates, Balancer<C> withoutKey) {
    this.key = key;
    this.candidates = List.copyOf(candidates);
    this.hashes = candidates.stream().mapToLong(c -> StableHash.of(c.id())).toArray();
    this.fairShare = new FairShare<>(this.candidates);
    this.withoutKey = withoutKey;
    candidates.forEach(this::weight);
  }

  @Override
  public @Nullable C pick(Call call, Predicate<? super C> eligible) {
    String text = key.of(call);
    if (text == null) {
      return withoutKey.pick(call, eligible);
    }
    long hash = StableHash.of(text);
    C owner = best(hash, eligible, Double.POSITIVE_INFINITY);
    if (owner == null || owner.inFlight() <= 1) {
      return owner;
    }
    double perWeight = fairShare.perWeight(eligible);
    if (hasRoom(owner, perWeight)) {
      return owner;
    }
    C next = best(hash, eligible, perWeight);
    return next == null ? owner : next;
  }

  /** The least of -ln(lot)/weight: so each wins as many keys as it weighs. */
  private @Nullable C best(long hash, Predicate<? super C> eligible, double perWeight) {
    C best = null;
    double least = Double.POSITIVE_INFINITY;
    int at = next(hash, 0, 0);
    while (at < hashes.length) {
      C candidate = candidates.get(at);
      double draw =
          -Math.log(StableHash.unit(StableHash.lot(hash, hashes[at]))) / weight(candidate);
      if (draw < least && eligible.test(candidate) && hasRoom(candidate, perWeight)) {
        best = candidate;
        least = draw;
      }
      // -ln(lot) is never less than 1 - lot: hardly any other must be looked at.
      at = next(hash, at + 1, StableHash.lot(1 - least * heaviest));
    }
    return best;
  }

  /** By itself, because for a thousand candidates this loop is all that takes time. */
  private int next(long hash, int from, long lowest) {
    long[] all = hashes;
    int at = from;
    while (at < all.length && StableHash.lot(hash, all[at]) < lowest) {
      at++;
    }
    return at;
  }

  private double weight(C candidate) {
    double weight = candidate.weight();
    if (weight > heaviest) {
      heaviest = weight;
    }
    return weight;
  }

  private boolean hasRoom(C candidate, double perWeight) {
    return candidate.inFlight() <= Math.ceil(MOST * perWeight * candidate.weight() - ROUNDING);
  }
}
