package io.sennit.mesh.client;

import io.sennit.mesh.guard.Sending;
import io.sennit.mesh.guard.Tried;
import io.sennit.mesh.guard.Verdict;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.policy.Policy;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call to the instance that the balancer picks among those that may get it, and waits for
 * one with room when all of them are full.
 */
final class Dispatch {
  private static final Predicate<Peer> READY = Peer::isReady;
  private static final Predicate<Peer> WITH_ROOM = Peer::hasRoom;

  private final Pool pool;
  private final Policy policy;
  private final OperationState operation;
  private final EdgeMeter meter;
  private volatile Choice choice;

  Dispatch(Pool pool, Policy policy, OperationState operation, EdgeMeter meter) {
    this.pool = pool;
    this.policy = policy;
    this.operation = operation;
    this.meter = meter;
    this.choice = new Choice(Members.NONE, policy.balancing(), operation.name());
  }

  /** Sends calls in this way. */
  Sending over(Transport way) {
    return (call, tried) -> send(call, tried, way);
  }

  private Future<Reply> send(Call call, Tried tried, Transport way) {
    // Before those who wait: the first of them may want an instance that this one does not, and
    // with more calls than can be served somebody is refused anyway.
    Future<Reply> sent = attempt(call, tried, way);
    if (sent != null) {
      return sent;
    }
    Problem nobody = nobody(call, tried);
    return nobody == null
        ? pool.line().join(call, () -> attempt(call, tried, way))
        : Future.failedFuture(nobody);
  }

  private @Nullable Future<Reply> attempt(Call call, Tried tried, Transport way) {
    Peer peer = pick(call, tried);
    if (peer == null) {
      return null;
    }
    tried.add(peer);
    int number = tried.size();
    Peer.Sent sent = peer.begin();
    Call own = call.spanned();
    return way.call(peer.endpoint(), own).onComplete(end -> {
      ended(peer, sent, end);
      meter.traced(peer, call, own, number, sent.started(), end);
    });
  }

  private @Nullable Peer pick(Call call, Tried tried) {
    Predicate<Peer> may = pool.ejection().panics() ? WITH_ROOM : READY;
    return choice()
        .pick(call, tried.none() ? may : peer -> !tried.contains(peer) && may.test(peer));
  }

  private Choice choice() {
    Choice current = choice;
    Members now = pool.members();
    if (!current.isOf(now)) {
      current = new Choice(now, policy.balancing(), operation.name());
      choice = current;
      meter.retain(now.all());
    }
    return current;
  }

  private void ended(Peer peer, Peer.Sent sent, AsyncResult<Reply> end) {
    // Looked at once: clocks are much of what a call costs here.
    long now = System.nanoTime();
    long took = now - sent.started();
    peer.end(sent, now, Verdict.of(end.cause(), took, policy.timeout()), operation);
    meter.attempted(peer, took, end.cause());
    pool.line().wake();
  }

  /** Why waiting would be in vain, or null when there are instances that may have room soon. */
  private @Nullable Problem nobody(Call call, Tried tried) {
    boolean any = false;
    boolean panics = pool.ejection().panics();
    for (Peer peer : choice.membersFor(call).all()) {
      any = true;
      if (peer.isReachable() && !tried.contains(peer) && (panics || !peer.isOut())) {
        return null;
      }
    }
    String whose = "'" + pool.service() + "'" + ofVersion(call);
    return Problem.refused(
        any
            ? "No other instance of " + whose + " answers; ask again in a moment."
            : "No instance of " + whose + " is up; ask again when one has joined.",
        Duration.ofSeconds(1));
  }

  private static String ofVersion(Call call) {
    String text = VersionWish.textOf(call);
    return text == null || VersionWish.parse(text).elseAny() ? "" : " in version " + text;
  }
}
