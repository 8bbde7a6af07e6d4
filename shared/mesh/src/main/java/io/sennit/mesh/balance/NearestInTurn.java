package io.sennit.mesh.balance;

import io.sennit.mesh.directory.Instance;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes instances in turn, those of this node before all others: a call that stays in its process
 * is encoded by nobody.
 */
public final class NearestInTurn implements Balancer {
  private final String node;
  private final AtomicInteger turn = new AtomicInteger();

  public NearestInTurn(String node) {
    this.node = node;
  }

  @Override
  public @Nullable Instance pick(List<Instance> callable, Collection<Instance> tried) {
    int size = callable.size();
    if (size == 0) {
      return null;
    }
    int start = Math.floorMod(turn.getAndIncrement(), size);
    Instance elsewhere = null;
    for (int i = 0; i < size; i++) {
      Instance candidate = callable.get((start + i) % size);
      if (tried.contains(candidate)) {
        continue;
      }
      if (candidate.endpoint().node().equals(node)) {
        return candidate;
      }
      elsewhere = elsewhere == null ? candidate : elsewhere;
    }
    return elsewhere;
  }
}
