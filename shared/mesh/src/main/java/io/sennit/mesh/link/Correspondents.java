package io.sennit.mesh.link;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

  private static final String CONNECTION_LOST = "The connection to the node was lost";

  private final Links links;
  private final ContextInternal context;
  private final PendingCalls pending;
  private final Function<String, Future<Connection>> dial;
  private final Map<String, Correspondent> others = new HashMap<>();
  private @Nullable Farewell farewell;
  private boolean looking;

  /** @param dial makes a connection to a lane */
  Correspondents(
      Links links,
      ContextInternal context,
      PendingCalls pending,
      Function<String, Future<Connection>> dial) {
    this.links = links;
    this.context = context;
    this.pending = pending;
    this.dial = dial;
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
    Way way = new Way(() -> dial.apply(lane));
    Outbox outbox = new Outbox(way::send, context.nettyEventLoop(), calls -> unsent(lane, calls));
    Correspondent met = new Correspondent(lane, links.reach(lane), way, outbox);
    others.put(lane, met);
    return met;
  }

  /**
   * A connection with another lane is gone. What was under way on it, calls or answers, may never
   * have arrived, so nobody waits on either side; whether the way can be made again is found out at
   * once.
   */
  void closed(String lane, Connection connection) {
    Correspondent other = others.get(lane);
    if (other == null) {
      return;
    }
    boolean wasTheWay = other.way().closed(connection);
    pending.fail(call -> call.isFor(other), unknown(CONNECTION_LOST));
    other.running().stopAll();
    if (wasTheWay && !links.isLeaving(other.node())) {
      if (other.hearing().unsent()) {
        lose(other, CONNECTION_LOST);
      } else {
        other.say(Frames.ASK);
      }
      lookAfter();
    }
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
        case GIVE_UP -> lose(other, "The node does not answer any more");
        case NOTHING -> {
          // It was heard, or nobody waits for it.
        }
      }
      if (other.needsLookingAfter()) {
        lookAfter();
      }
    }
  }

  private void unsent(String lane, long[] calls) {
    for (long correlation : calls) {
      PendingCall call = pending.take(correlation);
      if (call != null) {
        call.fail(Outbox.notSent());
      }
    }
    Correspondent other = others.get(lane);
    if (other != null && !links.isLeaving(other.node())) {
      if (other.hearing().unsent()) {
        lose(other, CONNECTION_LOST);
      }
      lookAfter();
    }
  }

  private void lose(Correspondent other, String what) {
    if (!other.reach().isLost()) {
      log.warn("{}: {} gets no calls until it answers", what, other.address());
      other.reach().lost();
    }
    other.way().cut();
    pending.fail(call -> call.isFor(other), unknown(what));
  }

  /**
   * A node has left: nothing that waits for it will be answered, and nothing it wants is missed.
   */
  void left(String node) {
    for (Correspondent other : List.copyOf(others.values())) {
      if (other.isOf(node)) {
        others.remove(other.address());
        pending.fail(call -> call.isFor(other), unknown("The node left the cluster"));
        other.running().stopAll();
        other.way().cut();
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
   * Another lane leaves: its node gets no more calls from here, and hears that when all that any
   * lane has sent it has arrived.
   */
  void leaves(Correspondent other) {
    links
        .leaving(other.address())
        .onComplete(sent -> Links.onLoop(context, () -> other.say(Frames.LEFT)));
  }

  /** Ends when a node has all that was sent or gathered for it until now. */
  Future<Void> arrived(String node) {
    return Future.all(others.values().stream()
            .filter(other -> other.isOf(node))
            .map(Correspondent::arrived)
            .toList())
        .mapEmpty();
  }

  /** Another lane has heard that this one leaves, and sends it nothing more. */
  void saidGoodbye(Correspondent other) {
    if (farewell != null) {
      farewell.answered(other.address());
    }
  }
}
