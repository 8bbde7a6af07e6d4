package io.sennit.mesh.link;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other lanes that one lane talks with. While it waits for any of them it asks those that are
 * silent to say something, and gives up those that do not.
 */
final class Correspondents {
  private static final Logger log = LoggerFactory.getLogger(Correspondents.class);

  /** How long a node that leaves waits for others; one that does not answer is gone itself. */
  private static final long FAREWELL_MILLIS = 2_000;

  private static final DeliveryOptions AS_BATCH =
      new DeliveryOptions().setCodecName(BatchCodec.NAME);

  private final Links links;
  private final ContextInternal context;
  private final String own;
  private final PendingCalls pending;
  private final Map<String, Correspondent> others = new HashMap<>();
  private @Nullable Farewell farewell;
  private boolean looking;

  Correspondents(Links links, ContextInternal context, String own, PendingCalls pending) {
    this.links = links;
    this.context = context;
    this.own = own;
    this.pending = pending;
  }

  @Nullable
  Correspondent known(String lane) {
    return others.get(lane);
  }

  Correspondent with(String lane) {
    Correspondent known = others.get(lane);
    return known == null ? meet(lane) : known;
  }

  private Correspondent meet(String lane) {
    Consumer<List<Long>> unsent = calls -> Links.onLoop(context, () -> unsent(lane, calls));
    Outbox outbox = new Outbox(
        own, context.owner().eventBus().sender(lane, AS_BATCH), context.nettyEventLoop(), unsent);
    Correspondent met = new Correspondent(lane, links.reach(lane), outbox);
    others.put(lane, met);
    return met;
  }

  /** Something waits for another lane, or runs for it. */
  void lookAfter() {
    if (!looking) {
      looking = true;
      context.setTimer(Hearing.TICK_MILLIS, timer -> look());
    }
  }

  private void look() {
    long now = System.nanoTime();
    looking = false;
    for (Correspondent other : List.copyOf(others.values())) {
      other.running().stopLate(now);
      switch (other.hearing().tick()) {
        case ASK -> other.say(Frames.ASK);
        case GIVE_UP -> lose(other, "The node that worked on the call does not answer any more");
        case NOTHING -> {
          // It was heard, or nobody waits for it.
        }
      }
      if (other.needsLookingAfter()) {
        lookAfter();
      }
    }
  }

  private void unsent(String lane, List<Long> calls) {
    calls.forEach(correlation -> {
      PendingCall call = pending.take(correlation);
      if (call != null) {
        call.fail(Outbox.notSent());
      }
    });
    Correspondent other = others.get(lane);
    if (other != null && !links.isLeaving(Links.nodeOf(lane))) {
      if (other.hearing().unsent()) {
        lose(other, "The connection to the node that worked on the call was lost");
      }
      lookAfter();
    }
  }

  private void lose(Correspondent other, String what) {
    if (!other.reach().isLost()) {
      log.warn("{}: {} gets no calls until it answers", what, other.address());
      other.reach().lost();
    }
    pending.fail(call -> call.isFor(other), unknown(what));
  }

  /**
   * A node has left: nothing that waits for it will be answered, and nothing it wants is missed.
   */
  void left(String node) {
    for (Correspondent other : List.copyOf(others.values())) {
      if (other.isOf(node)) {
        others.remove(other.address());
        pending.fail(
            call -> call.isFor(other),
            unknown("The node that worked on the call left the cluster"));
        other.running().stopAll();
      }
    }
    if (farewell != null) {
      farewell.lost(node);
    }
  }

  private static Problem unknown(String what) {
    return Problem.restored(
        Kind.UNAVAILABLE,
        what + "; whether the call took effect is not known.",
        List.of(),
        true,
        Duration.ofSeconds(1));
  }

  /**
   * Tells all of them that this lane leaves, and these as well; the promise ends when each has said
   * goodbye.
   */
  void leave(Collection<String> strangers, Promise<Void> left) {
    strangers.forEach(this::with);
    Farewell begun = new Farewell(new HashSet<>(others.keySet()), left);
    farewell = begun;
    List.copyOf(others.values()).forEach(other -> other.say(Frames.LEAVING));
    context.setTimer(FAREWELL_MILLIS, timer -> begun.giveUp());
  }

  /**
   * Another lane leaves: its node gets no more calls from here, and hears that when what any lane
   * has gathered for it has been sent. All lanes share one connection, which keeps the order.
   */
  void leaves(Correspondent other) {
    links
        .leaving(other.address())
        .onComplete(sent -> Links.onLoop(context, () -> other.say(Frames.LEFT)));
  }

  void flush(String node) {
    others.values().stream()
        .filter(other -> other.isOf(node))
        .forEach(other -> other.outbox().flush());
  }

  /** Another lane has heard that this one leaves, and sends it nothing more. */
  void saidGoodbye(Correspondent other) {
    if (farewell != null) {
      farewell.answered(other.address());
    }
  }
}
