package io.sennit.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastNodeInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's cluster manager, for members that are lost and come back under their old ids, as after a
 * split.
 *
 * <p>Vert.x removes the event-bus addresses of a member that was lost, on the threads that tell of
 * members and of the directory's records; while Hazelcast sees to a lost member that can take many
 * seconds. So it has a thread of its own here, spares members that are back when it comes to them,
 * and each node sees to it that its own addresses stay known: whoever removes them late is told by
 * nobody, and the node could not be reached until it is started again. And it sees to it that its
 * event bus knows who listens where.
 */
// Taking the lock of the methods overridden would be the very wait that is to be spared; and what
// the regular check has to say it has logged.
@SuppressWarnings({"UnsynchronizedOverridesSynchronized", "FutureReturnValueIgnored"})
final class Housekeeping extends HazelcastClusterManager {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final String NODE_ID = "__vertx.nodeId";
  private static final String NODE_INFOS = "__vertx.nodeInfo";
  private static final String REGISTRATIONS = "__vertx.subs";
  private static final long CHECK_SECONDS = 2;

  private final Map<String, NodeInfo> whereabouts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService inOrder =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sennit-housekeeping");
        thread.setDaemon(true);
        return thread;
      });

  private final OwnAddresses own = new OwnAddresses();
  private volatile Routes routes = new Routes(new RegistrationListener() {});

  Housekeeping(Config config) {
    super(config);
    inOrder.scheduleWithFixedDelay(
        () -> guarded(this::check), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void registrationListener(RegistrationListener bus) {
    routes = new Routes(bus);
    super.registrationListener(routes);
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    later(() -> super.memberAdded(event));
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    later(() -> {
      if (!isBack(event.getMember())) {
        whereabouts.remove(String.valueOf(event.getMember().getAttribute(NODE_ID)));
        super.memberRemoved(event);
      }
    });
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    later(() -> super.stateChanged(event));
  }

  @Override
  public void leave(Completable<Void> left) {
    inOrder.shutdown();
    super.leave(left);
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> found) {
    super.getRegistrations(address, (registrations, failure) -> {
      if (registrations != null) {
        routes.answered(address, registrations);
      }
      found.complete(registrations, failure);
    });
  }

  @Override
  public void addRegistration(
      String address, RegistrationInfo registration, Completable<Void> added) {
    super.addRegistration(address, registration, (nothing, failure) -> {
      if (failure == null) {
        own.written(address, registration);
      }
      added.complete(null, failure);
    });
  }

  @Override
  public void removeRegistration(
      String address, RegistrationInfo registration, Completable<Void> removed) {
    own.withdrawn(address, registration);
    super.removeRegistration(address, registration, removed);
  }

  @Override
  public void setNodeInfo(NodeInfo info, Completable<Void> set) {
    super.setNodeInfo(info, (nothing, failure) -> {
      later(this::learnWhereabouts);
      set.complete(null, failure);
    });
  }

  /**
   * Where the others listen is learned before it is needed: whoever has to answer a node for the
   * first time while another one is lost would wait for the cluster to see to that.
   */
  private void learnWhereabouts() {
    IMap<String, HazelcastNodeInfo> infos = getHazelcastInstance().getMap(NODE_INFOS);
    EntryAddedListener<String, HazelcastNodeInfo> learn =
        added -> whereabouts.put(added.getKey(), added.getValue().unwrap());
    infos.addEntryListener(learn, true);
    infos.forEach((node, info) -> whereabouts.put(node, info.unwrap()));
  }

  /** Where a node listens does not change as long as it runs. */
  @Override
  public void getNodeInfo(String node, Completable<NodeInfo> found) {
    NodeInfo known = whereabouts.get(node);
    if (known != null) {
      found.succeed(known);
      return;
    }
    super.getNodeInfo(node, (info, failure) -> {
      if (info != null) {
        whereabouts.put(node, info);
      }
      found.complete(info, failure);
    });
  }

  private boolean isBack(Member member) {
    String id = member.getAttribute(NODE_ID);
    return id != null && getNodes().contains(id);
  }

  private void check() {
    if (isActive() && getNodeInfo() != null) {
      stayKnown();
      routes.compare(super::getRegistrations);
    }
  }

  private void stayKnown() {
    HazelcastInstance cluster = getHazelcastInstance();
    if (!cluster.getMap(NODE_INFOS).containsKey(getNodeId())
        || !own.areIn(cluster.getMultiMap(REGISTRATIONS))) {
      log.warn("The cluster had lost this node's event-bus addresses; they are written again");
      super.stateChanged(new LifecycleEvent(LifecycleState.MERGED));
    }
  }

  private void later(Runnable task) {
    try {
      inOrder.execute(() -> guarded(task));
    } catch (RejectedExecutionException left) {
      // This node has left, and leaves the tidying up to those that stay.
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      if (!inOrder.isShutdown()) {
        log.warn("What the cluster knows of event-bus addresses may be incomplete", failure);
      }
    }
  }
}
