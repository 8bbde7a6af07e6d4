package io.sennit.mesh.directory;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Set;
import java.util.function.Consumer;

/** Which nodes are in the cluster now. */
public interface Membership {

  /** The membership of this Vert.x; one that is not clustered is the only member. */
  static Membership of(Vertx vertx) {
    return ((VertxInternal) vertx).clusterManager() instanceof HazelcastClusterManager manager
        ? new HazelcastMembership(manager.getHazelcastInstance())
        : new SoleMember();
  }

  String self();

  Set<String> members();

  /** Tells of each node that has left and not come back, on a thread of its own choosing. */
  void onLeft(Consumer<String> listener);

  /** Tells when a node has come, on a thread of its own choosing. */
  void onJoined(Runnable listener);

  /**
   * Tells when two halves of a split cluster have found together, on a thread of its own choosing.
   */
  void onMerged(Runnable listener);
}
