package io.sennit.mesh.balance;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.ServiceEntry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes instances in turn, those of this node before all others: a call that stays in its process
 * is encoded by nobody.
 */
public final class NearestInTurn implements Balancer {
  private final AtomicInteger turn = new AtomicInteger();

  @Override
  public @Nullable Instance pick(ServiceEntry service, Collection<Instance> tried) {
    Instance near = next(service.near(), tried);
    return near == null ? next(service.callable(), tried) : near;
  }

  private @Nullable Instance next(List<Instance> instances, Collection<Instance> tried) {
    int size = instances.size();
    if (size == 0) {
      return null;
    }
    int start = Math.floorMod(turn.getAndIncrement(), size);
    for (int i = 0; i < size; i++) {
      Instance candidate = instances.get((start + i) % size);
      if (!tried.contains(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
