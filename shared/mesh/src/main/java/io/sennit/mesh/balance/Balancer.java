package io.sennit.mesh.balance;

import io.sennit.mesh.directory.Instance;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks the instance that gets a call. */
@FunctionalInterface
public interface Balancer {

  /**
   * One of the callable instances that is not among those tried already, or null if there is none.
   */
  @Nullable
  Instance pick(List<Instance> callable, Collection<Instance> tried);
}
