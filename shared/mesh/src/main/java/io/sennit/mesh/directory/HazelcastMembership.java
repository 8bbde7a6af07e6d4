package io.sennit.mesh.directory;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Membership as Hazelcast sees it, by the ids that Vert.x gave its nodes. */
final class HazelcastMembership implements Membership {
  // Vert.x keeps the one listener of its cluster manager for itself, so we ask Hazelcast; it writes
  // its ids here.
  private static final String VERTX_NODE_ID = "__vertx.nodeId";

  private final HazelcastInstance hazelcast;

  HazelcastMembership(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public String self() {
    return id(hazelcast.getCluster().getLocalMember());
  }

  @Override
  public Set<String> members() {
    return hazelcast.getCluster().getMembers().stream()
        .map(HazelcastMembership::id)
        .collect(Collectors.toSet());
  }

  @Override
  public void onLeft(Consumer<String> listener) {
    hazelcast.getCluster().addMembershipListener(new MembershipListener() {
      @Override
      public void memberAdded(MembershipEvent event) {
        // It tells of itself through its records.
      }

      @Override
      public void memberRemoved(MembershipEvent event) {
        String node = id(event.getMember());
        // The event may come late, and after a split a node comes back under its old id.
        if (!members().contains(node)) {
          listener.accept(node);
        }
      }
    });
  }

  @Override
  public void onJoined(Runnable listener) {
    hazelcast.getCluster().addMembershipListener(new MembershipListener() {
      @Override
      public void memberAdded(MembershipEvent event) {
        listener.run();
      }

      @Override
      public void memberRemoved(MembershipEvent event) {
        // That is onLeft's to tell.
      }
    });
  }

  @Override
  public void onMerged(Runnable listener) {
    hazelcast.getLifecycleService().addLifecycleListener(event -> {
      if (event.getState() == LifecycleState.MERGED) {
        listener.run();
      }
    });
  }

  private static String id(Member member) {
    String id = member.getAttribute(VERTX_NODE_ID);
    return id == null ? member.getUuid().toString() : id;
  }
}
