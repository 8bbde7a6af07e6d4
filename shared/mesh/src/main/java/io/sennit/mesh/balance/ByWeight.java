package io.sennit.mesh.balance;

import io.sennit.mesh.message.Call;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes any one at random, the heavier ones more often. */
final class ByWeight<C extends Candidate> implements Balancer<C> {
  private final Lots<C> lots;

  ByWeight(Lots<C> lots) {
    this.lots = lots;
  }

  @Override
  public @Nullable C pick(Call call, Predicate<? super C> eligible) {
    return lots.draw(eligible, null);
  }
}
