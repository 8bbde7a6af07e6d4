package io.sennit.mesh.link;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
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
final class Lane implements Lines.Ends {
  private final Links links;
  private final ContextInternal context;
  private final int number;
  private final PendingCalls pending;
  private final Lines lines;
  private final Correspondents others;
  private final Receiver receiver;
  private final Map<Integer, CallHandler> slots = new HashMap<>();
  private volatile String address = "";

  Lane(Links links, ContextInternal context, int number) {
    this.links = links;
    this.context = context;
    this.number = number;
    this.pending = new PendingCalls(context);
    this.lines = new Lines(context, links.counters(), this);
    this.others = new Correspondents(links, context, pending, lines::dial);
    this.receiver = new Receiver(this, others, links.counters());
  }

  /** Runs a task on the lane's loop: now if this is it. From any thread. */
  void onLoop(Runnable task) {
    Links.onLoop(context, task);
  }

  /** Which one of its node's it is. */
  int number() {
    return number;
  }

  /** Known when it is open. */
  String address() {
    return address;
  }

  /** From any thread: the future ends when others can reach the lane. */
  Future<Void> open(@Nullable LinkPorts ports) {
    return ports == null
        ? Future.succeededFuture().map(v -> named(null))
        : lines
            .listen(ports.host(), ports.port(number))
            .map(place -> named(ports.seen().apply(place)));
  }

  private @Nullable Void named(@Nullable SocketAddress place) {
    address = new LaneAddress(links.node(), number, place).toString();
    lines.name(address);
    return null;
  }

  @Override
  public void welcome(String from, Connection connection, long endedThere) {
    others.welcome(from, connection, endedThere);
  }

  @Override
  public void batch(String from, Buffer batch) throws CorruptFrame {
    receiver.receive(from, batch);
  }

  @Override
  public void closed(String other, Connection connection) {
    others.closed(other, connection);
  }

  /**
   * From any thread: tells every lane that this one has talked with that it leaves, and these as
   * well. After a lane's answer nothing of its node is under way any more.
   */
  Future<Void> leave(Collection<String> strangers) {
    Promise<Void> left = Promise.promise();
    context.runOnContext(v -> others.leave(strangers, left));
    return left.future();
  }

  /** From any thread: ends when a node has all that was gathered for it until now. */
  Future<Void> arrived(String node) {
    Promise<Void> arrived = Promise.promise();
    onLoop(() -> others.arrived(node).onComplete(arrived));
    return arrived.future();
  }

  /** From any thread. */
  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(v -> lines.close().onComplete(closed));
    return closed.future();
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
    if (handler == null) {
      return Future.failedFuture(
          Problem.refused("The instance is not here any more.", Duration.ofSeconds(1)));
    }
    try {
      return handler.handle(call);
    } catch (RuntimeException defect) {
      return Future.failedFuture(defect);
    }
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
