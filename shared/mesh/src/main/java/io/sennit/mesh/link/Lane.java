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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's end of all links: sends what the loop has for others and takes what they have
 * for it.
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
  private final VertxInternal vertx;
  private final ContextInternal context;
  private final String node;
  private final String address;
  private final PendingCalls pending;
  private final Map<String, Outbox> outboxes = new HashMap<>();
  private final Map<String, TransitDelay> senders = new HashMap<>();
  private final Map<Integer, CallHandler> slots = new HashMap<>();
  private final LinkCounters counters;
  private @Nullable Farewell farewell;
  private volatile @Nullable MessageConsumer<Object> consumer;

  Lane(Links links, ContextInternal context, int number) {
    this.links = links;
    this.vertx = context.owner();
    this.context = context;
    this.node = links.node();
    this.address = Links.address(node, number);
    this.pending = new PendingCalls(vertx);
    this.counters = links.counters();
  }

  String address() {
    return address;
  }

  String node() {
    return node;
  }

  ContextInternal context() {
    return context;
  }

  /** From any thread: the future ends when other nodes can reach the lane. */
  Future<Void> open() {
    Promise<Void> opened = Promise.promise();
    context.runOnContext(v -> {
      MessageConsumer<Object> bus = vertx.eventBus().consumer(address, this::receive);
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
      others.addAll(senders.keySet());
      Farewell begun = new Farewell(others, left);
      farewell = begun;
      others.forEach(
          other -> outbox(other).append(batch -> Frames.writeWord(batch, Frames.LEAVING)));
      vertx.setTimer(FAREWELL_MILLIS, timer -> begun.giveUp());
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
      } catch (Problem tooLarge) {
        pending.take(correlation);
        throw tooLarge;
      }
      counters.sent();
    } catch (Problem refused) {
      promise.fail(refused);
    }
  }

  /**
   * Calls an instance on this node: the call itself is handed over, and its answer comes back the
   * same way.
   */
  void callLocal(Lane target, int slot, Call call, Promise<Reply> promise) {
    try {
      long correlation = pending.add(new PendingCall(call, node, promise));
      target.onLoop(() ->
          target.run(slot, call, outcome -> onLoop(() -> settle(correlation, outcome))));
    } catch (Problem refused) {
      promise.fail(refused);
    }
  }

  /** A node has left: nothing that waits for it will be answered. From any thread. */
  void lost(String lostNode) {
    onLoop(() -> {
      outboxes.keySet().removeIf(lane -> Links.isLaneOf(lostNode, lane));
      senders.keySet().removeIf(lane -> Links.isLaneOf(lostNode, lane));
      if (farewell != null) {
        farewell.lost(lostNode);
      }
      pending.fail(
          call -> call.node.equals(lostNode),
          Problem.restored(
              Kind.UNAVAILABLE,
              "The node that worked on the call left the cluster; whether the call took effect is not known.",
              java.util.List.of(),
              true,
              Duration.ofSeconds(1)));
    });
  }

  private void onLoop(Runnable task) {
    if (context.inThread()) {
      task.run();
    } else {
      context.execute(task);
    }
  }

  private void settle(long correlation, AsyncResult<Reply> outcome) {
    PendingCall waiting = pending.take(correlation);
    if (waiting != null) {
      if (outcome.succeeded()) {
        waiting.promise.tryComplete(outcome.result());
      } else {
        waiting.promise.tryFail(outcome.cause());
      }
    }
  }

  private void run(int slot, Call call, Consumer<AsyncResult<Reply>> answer) {
    CallHandler handler = slots.get(slot);
    Future<Reply> outcome;
    if (call.deadline().passed()) {
      counters.late();
      outcome = Future.failedFuture(late());
    } else if (handler == null) {
      outcome = Future.failedFuture(
          Problem.refused("The instance is not here any more.", Duration.ofSeconds(1)));
    } else {
      outcome = handler.handle(call);
    }
    outcome.onComplete(answer::accept);
  }

  /**
   * The caller has given up by the time its call arrived, so that running it could only surprise
   * somebody.
   */
  private static Problem late() {
    return Problem.restored(
        Kind.DEADLINE_EXCEEDED,
        "The call arrived after its deadline and was not run; allow more time or ask again.",
        java.util.List.of(),
        false,
        null);
  }

  private Outbox outbox(String lane) {
    return outboxes.computeIfAbsent(
        lane,
        to -> new Outbox(
            address,
            vertx.eventBus().sender(to, AS_BATCH),
            context.nettyEventLoop(),
            correlation ->
                onLoop(() -> settle(correlation, Future.failedFuture(Outbox.notSent())))));
  }

  private void receive(Message<Object> message) {
    if (message.body() instanceof Batch batch) {
      receiveBatch(batch.bytes());
    } else {
      counters.corrupt();
      log.warn("Refused a message at {} that is no batch", address);
      message.fail(
          Kind.MALFORMED.status(),
          "This address takes batches of calls; operations are at sennit/SERVICE/OPERATION.");
    }
  }

  private void receiveBatch(Buffer bytes) {
    FrameReader in = new FrameReader(bytes);
    try {
      Frames.Header header = Frames.readHeader(in);
      counters.received(bytes.length());
      long excess = senders
          .computeIfAbsent(header.sender(), s -> new TransitDelay())
          .excess(header.sentAt(), System.currentTimeMillis());
      while (in.hasMore()) {
        receiveFrame(header.sender(), in.frame(), excess);
      }
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      log.warn("Passed over the rest of a corrupt batch at {}: {}", address, corrupt.getMessage());
    }
  }

  private void receiveFrame(String sender, FrameReader frame, long excess) throws CorruptFrame {
    int type = frame.byteValue();
    long correlation = frame.longValue();
    switch (type) {
      case Frames.CALL -> receiveCall(sender, correlation, frame, excess);
      case Frames.REPLY -> settle(correlation, reply(frame));
      case Frames.PROBLEM -> settle(correlation, Future.failedFuture(problem(frame)));
      case Frames.LEAVING -> {
        links.leaving(sender);
        outbox(sender).append(batch -> Frames.writeWord(batch, Frames.LEFT));
      }
      case Frames.LEFT -> {
        if (farewell != null) {
          farewell.answered(sender);
        }
      }
      case Frames.ABANDONED -> {
        // Its writer told its caller already.
      }
      default -> {
        counters.corrupt();
        log.warn("Passed over a frame of the unknown type {} from {}", type, sender);
      }
    }
  }

  private void receiveCall(String sender, long correlation, FrameReader frame, long excess) {
    try {
      Frames.Arrival arrival = Frames.readCall(frame, excess);
      run(
          arrival.slot(),
          arrival.call(),
          outcome -> onLoop(() -> answer(sender, correlation, outcome)));
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      log.warn("Refused a corrupt call from {}: {}", sender, corrupt.getMessage());
      answer(sender, correlation, Future.failedFuture(broken("The call", corrupt)));
    }
  }

  private void answer(String caller, long correlation, AsyncResult<Reply> outcome) {
    Outbox outbox = outbox(caller);
    if (outcome.failed()) {
      Problem problem = outcome.cause() instanceof Problem known ? known : Problem.internal();
      outbox.append(batch -> Frames.writeProblem(batch, correlation, problem));
      return;
    }
    try {
      outbox.append(batch -> Frames.writeReply(batch, correlation, outcome.result()));
    } catch (Problem tooLarge) {
      outbox.append(batch -> Frames.writeProblem(batch, correlation, tooLarge));
    }
  }

  private Future<Reply> reply(FrameReader frame) {
    try {
      return Future.succeededFuture(Frames.readReply(frame));
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      return Future.failedFuture(broken("The reply", corrupt));
    }
  }

  private Problem problem(FrameReader frame) {
    try {
      return Frames.readProblem(frame);
    } catch (CorruptFrame corrupt) {
      counters.corrupt();
      return broken("The answer", corrupt);
    }
  }

  private static Problem broken(String what, CorruptFrame corrupt) {
    return Problem.of(
        Kind.BROKEN_PROTOCOL, what + " could not be read: " + corrupt.getMessage() + ".");
  }
}
