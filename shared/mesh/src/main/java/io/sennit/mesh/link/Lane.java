package io.sennit.mesh.link;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's end of all links: sends the calls of its loop, runs those that are for it, and
 * matches answers. What comes from other nodes is read by its {@link Receiver}.
 *
 * <p>Every method runs on the lane's own event loop unless it says otherwise.
 */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /** How long a node that leaves waits for others; one that does not answer is gone itself. */
  private static final long FAREWELL_MILLIS = 2_000;

  private static final DeliveryOptions AS_BATCH =
      new DeliveryOptions().setCodecName(BatchCodec.NAME);

  private final Links links;
  private final ContextInternal context;
  private final String address;
  private final PendingCalls pending;
  private final Receiver receiver;
  private final Map<String, Outbox> outboxes = new HashMap<>();
  private final Map<Integer, CallHandler> slots = new HashMap<>();
  private @Nullable Farewell farewell;
  private volatile @Nullable MessageConsumer<Object> consumer;

  Lane(Links links, ContextInternal context, int number) {
    this.links = links;
    this.context = context;
    this.address = Links.address(links.node(), number);
    this.pending = new PendingCalls(context);
    this.receiver = new Receiver(this, links.counters());
  }

  String address() {
    return address;
  }

  /** Runs a task on the lane's loop: now if this is it. From any thread. */
  void onLoop(Runnable task) {
    if (context.nettyEventLoop().inEventLoop()) {
      task.run();
    } else {
      context.nettyEventLoop().execute(task);
    }
  }

  /** From any thread: the future ends when other nodes can reach the lane. */
  Future<Void> open() {
    Promise<Void> opened = Promise.promise();
    context.runOnContext(v -> {
      MessageConsumer<Object> bus = context.owner().eventBus().consumer(address, receiver::receive);
      consumer = bus;
      bus.completion().onComplete(opened);
    });
    return opened.future();
  }

  /**
   * From any thread: tells every lane that this one has talked with that it leaves. Frames between
   * two lanes keep their order, so that after a lane's answer nothing of it is under way any more.
   */
  Future<Void> leave() {
    Promise<Void> left = Promise.promise();
    context.runOnContext(v -> {
      Set<String> others = new HashSet<>(outboxes.keySet());
      others.addAll(receiver.senders());
      Farewell begun = new Farewell(others, left);
      farewell = begun;
      List.copyOf(others).forEach(other -> say(other, Frames.LEAVING));
      context.setTimer(FAREWELL_MILLIS, timer -> begun.giveUp());
    });
    return left.future();
  }

  /** From any thread. */
  Future<Void> close() {
    MessageConsumer<Object> bus = consumer;
    return bus == null ? Future.succeededFuture() : bus.unregister();
  }

  void bind(int slot, CallHandler handler) {
    slots.put(slot, handler);
  }

  void unbind(int slot) {
    slots.remove(slot);
  }

  /** Calls an instance on another node. */
  void callRemote(Endpoint target, Call call, Promise<Reply> promise) {
    if (links.isLeaving(target.node())) {
      promise.fail(Problem.refused("The node of the instance is leaving.", Duration.ofSeconds(1)));
      return;
    }
    try {
      long correlation = pending.add(new PendingCall(call, target.node(), promise));
      try {
        outbox(target.lane())
            .call(correlation, batch -> Frames.writeCall(batch, correlation, target.slot(), call));
      } catch (RuntimeException unwritten) {
        pending.take(correlation);
        throw unwritten;
      }
      links.counters().sent();
    } catch (RuntimeException refused) {
      promise.fail(refused);
    }
  }

  /** Calls an instance on this node: the call itself is handed over, and so is its answer. */
  void callLocal(Lane target, int slot, Call call, Promise<Reply> promise) {
    try {
      long correlation = pending.add(new PendingCall(call, links.node(), promise));
      target.onLoop(() -> target.run(slot, call, end -> onLoop(() -> settle(correlation, end))));
    } catch (Problem refused) {
      promise.fail(refused);
    }
  }

  /** Runs a call that is for this lane. */
  void run(int slot, Call call, Consumer<AsyncResult<Reply>> answer) {
    CallHandler handler = slots.get(slot);
    Future<Reply> outcome;
    if (call.deadline().passed()) {
      links.counters().late();
      outcome = Future.failedFuture(Problem.late());
    } else if (handler == null) {
      outcome = Future.failedFuture(
          Problem.refused("The instance is not here any more.", Duration.ofSeconds(1)));
    } else {
      outcome = handler.handle(call);
    }
    outcome.onComplete(answer::accept);
  }

  void settle(long correlation, AsyncResult<Reply> outcome) {
    PendingCall waiting = pending.take(correlation);
    if (waiting == null) {
      return;
    }
    if (outcome.succeeded()) {
      waiting.promise.tryComplete(outcome.result());
    } else {
      waiting.promise.tryFail(outcome.cause());
    }
  }

  /** Sends an answer back to the lane that a call came from, unless that has gone meanwhile. */
  void answer(String caller, long correlation, AsyncResult<Reply> outcome) {
    if (!receiver.knows(caller)) {
      return;
    }
    Outbox outbox = outbox(caller);
    if (outcome.failed()) {
      Problem problem = outcome.cause() instanceof Problem known ? known : Problem.internal();
      outbox.append(batch -> Frames.writeProblem(batch, correlation, problem));
      return;
    }
    try {
      outbox.append(batch -> Frames.writeReply(batch, correlation, outcome.result()));
    } catch (RuntimeException unwritten) {
      log.error("A reply could not be written and its caller got a problem instead", unwritten);
      Problem problem = unwritten instanceof Problem known ? known : Problem.internal();
      outbox.append(batch -> Frames.writeProblem(batch, correlation, problem));
    }
  }

  /** Another lane leaves: its node gets no more calls from here, and hears that. */
  void peerLeaves(String lane) {
    links.leaving(lane);
    say(lane, Frames.LEFT);
  }

  /** Another lane has heard that this one leaves, and sends it nothing more. */
  void peerSaidGoodbye(String lane) {
    if (farewell != null) {
      farewell.answered(lane);
    }
  }

  /** A node has left: nothing that waits for it will be answered. From any thread. */
  void lost(String node) {
    onLoop(() -> {
      outboxes.keySet().removeIf(lane -> Links.isLaneOf(node, lane));
      receiver.forget(node);
      if (farewell != null) {
        farewell.lost(node);
      }
      pending.fail(
          call -> call.node.equals(node),
          Problem.restored(
              Kind.UNAVAILABLE,
              "The node that worked on the call left the cluster; whether the call took effect is"
                  + " not known.",
              List.of(),
              true,
              Duration.ofSeconds(1)));
    });
  }

  private void say(String lane, int word) {
    outbox(lane).append(batch -> Frames.writeWord(batch, word));
  }

  private Outbox outbox(String lane) {
    return outboxes.computeIfAbsent(
        lane,
        to -> new Outbox(
            address,
            context.owner().eventBus().sender(to, AS_BATCH),
            context.nettyEventLoop(),
            correlation ->
                onLoop(() -> settle(correlation, Future.failedFuture(Outbox.notSent())))));
  }
}
