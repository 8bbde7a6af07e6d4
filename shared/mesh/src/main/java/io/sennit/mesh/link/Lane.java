package io.sennit.mesh.link;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's end of all links: sends the calls of its loop, runs those that are for it, and
 * matches answers. What comes from other nodes is read by its {@link Receiver}.
 *
 * <p>Every method runs on the lane's own event loop unless it says otherwise.
 */
final class Lane {
  private final Links links;
  private final ContextInternal context;
  private final String address;
  private final PendingCalls pending;
  private final Correspondents others;
  private final Receiver receiver;
  private final Map<Integer, CallHandler> slots = new HashMap<>();
  private volatile @Nullable MessageConsumer<Object> consumer;

  Lane(Links links, ContextInternal context, int number) {
    this.links = links;
    this.context = context;
    this.address = Links.address(links.node(), number);
    this.pending = new PendingCalls(context);
    this.others = new Correspondents(links, context, address, pending);
    this.receiver = new Receiver(this, others, links.counters());
  }

  String address() {
    return address;
  }

  /** Runs a task on the lane's loop: now if this is it. From any thread. */
  void onLoop(Runnable task) {
    Links.onLoop(context, task);
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
   * From any thread: tells every lane that this one has talked with that it leaves, and these as
   * well. Frames keep their order, so that after a lane's answer nothing of it is under way any
   * more.
   */
  Future<Void> leave(Collection<String> strangers) {
    Promise<Void> left = Promise.promise();
    context.runOnContext(v -> others.leave(strangers, left));
    return left.future();
  }

  /** From any thread: ends when all that was gathered for a node until now has been sent. */
  Future<Void> flush(String node) {
    Promise<Void> sent = Promise.promise();
    onLoop(() -> {
      others.flush(node);
      sent.complete();
    });
    return sent.future();
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
    Correspondent other = others.with(target.lane());
    Problem refusal = refusal(call, target, other);
    if (refusal != null) {
      promise.fail(refusal);
      return;
    }
    long correlation = pending.add(PendingCall.to(other, call, promise));
    try {
      other
          .outbox()
          .call(correlation, batch -> Frames.writeCall(batch, correlation, target.slot(), call));
      others.lookAfter();
      links.counters().sent();
    } catch (RuntimeException unwritten) {
      PendingCall unsent = pending.take(correlation);
      if (unsent != null) {
        unsent.fail(unwritten);
      }
    }
  }

  private @Nullable Problem refusal(Call call, Endpoint target, Correspondent other) {
    if (links.isLeaving(target.node())) {
      return Problem.refused("The node of the instance is leaving.", Duration.ofSeconds(1));
    }
    if (other.reach().isLost()) {
      return Problem.refused("The node of the instance does not answer.", Duration.ofSeconds(1));
    }
    return pending.refusal(call);
  }

  /** Calls an instance on this node: the call itself is handed over, and so is its answer. */
  void callLocal(Lane target, int slot, Call call, Promise<Reply> promise) {
    Problem refusal = pending.refusal(call);
    if (refusal != null) {
      promise.fail(refusal);
      return;
    }
    PendingCall own = PendingCall.here(call, promise);
    long correlation = pending.add(own);
    target.onLoop(() ->
        target.run(slot, own.own()).onComplete(end -> onLoop(() -> settle(correlation, end))));
  }

  /** Runs a call that is for this lane. */
  Future<Reply> run(int slot, Call call) {
    CallHandler handler = slots.get(slot);
    if (call.deadline().passed()) {
      links.counters().late();
      return Future.failedFuture(Problem.late());
    }
    return handler == null
        ? Future.failedFuture(
            Problem.refused("The instance is not here any more.", Duration.ofSeconds(1)))
        : handler.handle(call);
  }

  void settle(long correlation, AsyncResult<Reply> outcome) {
    PendingCall waiting = pending.take(correlation);
    if (waiting != null) {
      waiting.end(outcome);
    }
  }

  /** From any thread. */
  void left(String node) {
    onLoop(() -> others.left(node));
  }
}
