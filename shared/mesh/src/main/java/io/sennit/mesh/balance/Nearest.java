package io.sennit.mesh.balance;

import io.sennit.mesh.message.Call;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks balancers in turn, the nearest first, and takes the first candidate that one has. */
public final class Nearest<C extends Candidate> implements Balancer<C> {
  private final List<Balancer<C>> tiers;

  public Nearest(List<Balancer<C>> tiers) {
    this.tiers = List.copyOf(tiers);
  }

  @Override
  public @Nullable C pick(Call call, Predicate<? super C> eligible) {
    for (int i = 0; i < tiers.size(); i++) {
      C found = tiers.get(i).pick(call, eligible);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
