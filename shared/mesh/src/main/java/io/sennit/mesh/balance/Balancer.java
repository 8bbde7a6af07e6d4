package io.sennit.mesh.balance;

import io.sennit.mesh.message.Call;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Picks the instance that gets a call, among a fixed set of them. It may be asked from any thread.
 */
@FunctionalInterface
public interface Balancer<C extends Candidate> {

  /**
   * One that is eligible now, or null if none is.
   *
   * @param eligible is asked for any of them, some of them twice; other threads may wait for its
   *     answers
   */
  @Nullable
  C pick(Call call, Predicate<? super C> eligible);
}
