package io.sennit.mesh.service;

import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.directory.State;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster is told of one instance, one thing after the other.
 *
 * <p>Instances that start at once on several nodes do not know of each other yet, and each takes
 * itself for the first; when they hear of each other, the earliest is right.
 */
final class Announcement {
  private final Directory directory;
  private Instance instance;
  private boolean isTold;
  private boolean isWithdrawn;
  private Future<Void> last = Future.succeededFuture();

  Announcement(Directory directory, Instance instance) {
    this.directory = directory;
    this.instance = instance;
  }

  synchronized Instance instance() {
    return instance;
  }

  synchronized Future<Void> tell(State state) {
    isTold = true;
    Instant earliest = earliest();
    Instant since = earliest.isBefore(instance.since()) ? earliest : instance.since();
    instance = instance.in(state).since(since);
    Instance next = instance;
    last = last.transform(before -> directory.announce(next));
    return last;
  }

  /** Others may know that the service was there earlier than this instance had said. */
  synchronized void agree() {
    if (isTold && !isWithdrawn && earliest().isBefore(instance.since())) {
      tell(instance.state());
    }
  }

  synchronized Future<Void> withdraw() {
    isWithdrawn = true;
    Instance gone = instance;
    last = last.transform(before -> directory.withdraw(gone));
    return last;
  }

  private Instant earliest() {
    @Nullable ServiceEntry entry = directory.find(instance.service().name());
    return entry == null ? Instant.MAX : entry.since();
  }
}
