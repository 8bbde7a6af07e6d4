package io.sennit.mesh.link;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All the links of one node: sends calls to instances, here or on other nodes, and brings their
 * answers back.
 */
public final class Links {
  private final String node;
  private final Predicate<String> members;
  private final LinkCounters counters = new LinkCounters();
  private final Map<String, Lane> byAddress = new HashMap<>();
  private final Map<EventLoop, Lane> byLoop = new HashMap<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<String, Reach> reaches = new ConcurrentHashMap<>();
  private final Set<String> departing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextSlot = new AtomicInteger();
  private final AtomicInteger nextLane = new AtomicInteger();

  private Links(VertxInternal vertx, String node, Predicate<String> members) {
    this.node = node;
    this.members = members;
    for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
      ContextInternal context =
          vertx.contextBuilder().withEventLoop((EventLoop) loop).build();
      Lane lane = new Lane(this, context, lanes.size());
      lanes.add(lane);
      byLoop.put((EventLoop) loop, lane);
    }
  }

  /**
   * Opens the lanes of a node; the future ends when all of them can be reached from other nodes.
   *
   * @param members which nodes belong to the cluster now
   * @param ports null for a node that is alone
   */
  public static Future<Links> open(
      Vertx vertx, String node, Predicate<String> members, @Nullable LinkPorts ports) {
    Links links = new Links((VertxInternal) vertx, node, members);
    return Future.join(links.lanes.stream().map(lane -> lane.open(ports)).toList())
        .map(opened -> {
          links.lanes.forEach(lane -> links.byAddress.put(lane.address(), lane));
          return links;
        })
        .onFailure(refused -> links.lanes.forEach(Lane::close));
  }

  /**
   * Leaves in good order: tells the lanes that this node has talked with, and these strangers,
   * waits until each of them has said that nothing more comes from its node, and answers meanwhile
   * what was under way.
   *
   * @param strangers a lane of each node that may want to call this one
   */
  public Future<Void> close(Collection<String> strangers) {
    List<String> others =
        strangers.stream().filter(other -> !nodeOf(other).equals(node)).toList();
    Lane first = lanes.get(0);
    return Future.all(lanes.stream()
            .map(lane -> lane.leave(lane == first ? others : List.of()))
            .toList())
        .eventually(() -> Future.all(lanes.stream().map(Lane::close).toList()))
        .mapEmpty();
  }

  /**
   * A node has said that it leaves: no lane of this one sends it calls from now on. The future ends
   * when those from before have arrived.
   */
  Future<Void> leaving(String laneOfNode) {
    String leaver = nodeOf(laneOfNode);
    departing.add(leaver);
    return Future.all(lanes.stream().map(lane -> lane.arrived(leaver)).toList()).mapEmpty();
  }

  boolean isMember(String other) {
    return members.test(other);
  }

  boolean isLeaving(String other) {
    return departing.contains(other);
  }

  /** The number of the lane whose event loop this runs on, from 0; negative where it is none. */
  public int here() {
    Lane lane = laneOf(ContextInternal.current());
    return lane == null ? -1 : lane.number();
  }

  /** The lane of a caller who is on its event loop; workers have one that they are not on. */
  private @Nullable Lane laneOf(@Nullable ContextInternal caller) {
    return caller != null && caller.nettyEventLoop().inEventLoop()
        ? byLoop.get(caller.nettyEventLoop())
        : null;
  }

  /** How many lanes the node has. */
  public int size() {
    return lanes.size();
  }

  /** The number of a lane among those of its node; 0 for what is no lane of Sennit's. */
  public static int numberOf(String lane) {
    return LaneAddress.numberOf(lane);
  }

  /** The node of a lane. */
  public static String nodeOf(String lane) {
    return LaneAddress.nodeOf(lane);
  }

  /** Gives a handler a slot on the event loop that this runs on. */
  public Endpoint bind(CallHandler handler) {
    Lane lane = byLoop.get(currentContext().nettyEventLoop());
    if (lane == null) {
      throw new IllegalStateException("only an event loop of the same Vert.x can take calls");
    }
    int slot = nextSlot.getAndIncrement();
    lane.bind(slot, handler);
    return new Endpoint(node, lane.address(), slot);
  }

  /** Takes the slot back. */
  public void unbind(Endpoint endpoint) {
    Lane lane = byAddress.get(endpoint.lane());
    if (lane != null) {
      lane.onLoop(() -> lane.unbind(endpoint.slot()));
    }
  }

  /** Sends a call to one instance. The answer comes on the caller's own context. */
  public Future<Reply> call(Endpoint target, Call call) {
    ContextInternal caller = ContextInternal.current();
    Lane lane = laneOf(caller);
    if (caller != null && lane != null) {
      Promise<Reply> promise = caller.promise();
      send(lane, target, call, promise);
      return promise.future();
    }
    Lane any = lanes.get(Math.floorMod(nextLane.getAndIncrement(), lanes.size()));
    Promise<Reply> promise = caller == null ? Promise.promise() : caller.promise();
    any.onLoop(() -> send(any, target, call, promise));
    return promise.future();
  }

  private void send(Lane lane, Endpoint target, Call call, Promise<Reply> promise) {
    Lane here = byAddress.get(target.lane());
    if (here == null) {
      lane.callRemote(target, call, promise);
    } else {
      lane.callLocal(here, target.slot(), call, promise);
    }
  }

  /** Fails what waits for a node that has left, so that it can be repeated elsewhere. */
  public void lost(String lostNode) {
    departing.remove(lostNode);
    reaches.keySet().removeIf(lane -> nodeOf(lane).equals(lostNode));
    lanes.forEach(lane -> lane.left(lostNode));
  }

  /** Whether the lane of an instance answers, as far as this node knows at any time. */
  public Reach reach(Endpoint endpoint) {
    return reach(endpoint.lane());
  }

  Reach reach(String lane) {
    return reaches.computeIfAbsent(lane, unknown -> new Reach());
  }

  /** Runs a task on an event loop: now if this thread is it. */
  static void onLoop(ContextInternal context, Runnable task) {
    if (context.nettyEventLoop().inEventLoop()) {
      task.run();
    } else {
      context.nettyEventLoop().execute(task);
    }
  }

  String node() {
    return node;
  }

  public LinkCounters counters() {
    return counters;
  }

  private static ContextInternal currentContext() {
    ContextInternal context = ContextInternal.current();
    if (context == null) {
      throw new IllegalStateException("a slot is bound on an event loop, and this thread is none");
    }
    return context;
  }
}
