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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All the links of one node: sends calls to instances, here or on other nodes, and brings their
 * answers back.
 */
public final class Links {
  private static final String PREFIX = "sennit/link/";

  private final Vertx vertx;
  private final String node;
  private final LinkCounters counters = new LinkCounters();
  private final Map<String, Lane> byAddress = new HashMap<>();
  private final Map<EventLoop, Lane> byLoop = new HashMap<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<String, Reach> reaches = new ConcurrentHashMap<>();
  private final Set<String> departing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextSlot = new AtomicInteger();
  private final AtomicInteger nextLane = new AtomicInteger();

  private Links(VertxInternal vertx, String node) {
    this.vertx = vertx;
    this.node = node;
    for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
      ContextInternal context =
          vertx.contextBuilder().withEventLoop((EventLoop) loop).build();
      Lane lane = new Lane(this, context, lanes.size());
      lanes.add(lane);
      byLoop.put((EventLoop) loop, lane);
      byAddress.put(lane.address(), lane);
    }
  }

  /**
   * Opens the lanes of a node; the future ends when all of them can be reached from other nodes.
   */
  public static Future<Links> open(Vertx vertx, String node) {
    vertx.eventBus().registerCodec(new BatchCodec());
    Links links = new Links((VertxInternal) vertx, node);
    return Future.all(links.lanes.stream().map(Lane::open).toList()).map(links);
  }

  /**
   * Leaves in good order: tells the lanes that this node has talked with, and one of each of these
   * nodes, waits until each of them has said that nothing more comes from its node, and answers
   * meanwhile what was under way.
   */
  public Future<Void> close(Set<String> others) {
    List<String> strangers = others.stream()
        .filter(other -> !other.equals(node))
        .map(other -> address(other, 0))
        .toList();
    return Future.all(lanes.stream().map(lane -> lane.leave(strangers)).toList())
        .eventually(() -> Future.all(lanes.stream().map(Lane::close).toList()))
        .onComplete(closed -> vertx.eventBus().unregisterCodec(BatchCodec.NAME))
        .mapEmpty();
  }

  /**
   * A node has said that it leaves: no lane of this one sends it calls from now on. The future ends
   * when those from before have been sent.
   */
  Future<Void> leaving(String laneOfNode) {
    String leaver = nodeOf(laneOfNode);
    departing.add(leaver);
    return Future.all(lanes.stream().map(lane -> lane.flush(leaver)).toList()).mapEmpty();
  }

  boolean isLeaving(String other) {
    return departing.contains(other);
  }

  static String address(String node, int lane) {
    return PREFIX + node + "/" + lane;
  }

  /** The node whose lane an event-bus address is, or empty when it is none. */
  public static String nodeOf(String lane) {
    int end = lane.lastIndexOf('/');
    return lane.startsWith(PREFIX) && end >= PREFIX.length()
        ? lane.substring(PREFIX.length(), end)
        : "";
  }

  static boolean isLaneOf(String node, String address) {
    return address.startsWith(PREFIX + node + "/");
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
    Lane lane = caller == null ? null : byLoop.get(caller.nettyEventLoop());
    if (caller != null && lane != null && caller.nettyEventLoop().inEventLoop()) {
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
    reaches.keySet().removeIf(lane -> isLaneOf(lostNode, lane));
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
