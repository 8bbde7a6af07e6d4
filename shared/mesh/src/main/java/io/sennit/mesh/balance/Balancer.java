package io.sennit.mesh.balance;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.ServiceEntry;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Picks the instance that gets a call. */
@FunctionalInterface
public interface Balancer {

  /** A callable instance that is not among those tried already, or null if there is none. */
  @Nullable
  Instance pick(ServiceEntry service, Collection<Instance> tried);
}
