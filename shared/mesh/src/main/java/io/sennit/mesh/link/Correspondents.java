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
  private final Dial dial;
  private final Map<String, Correspondent> others = new HashMap<>();
  private @Nullable Farewell farewell;
  private boolean looking;

  /** Makes a connection to a lane, and names in it the one that ended before it. */
  interface Dial {
    Future<Connection> to(String lane, long ended);
  }

  Correspondents(Links links, ContextInternal context, PendingCalls pending, Dial dial) {
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
    // In a task of its own: what waited for the connection is told first that it was not sent.
    Way way = new Way(
        ended -> dial.to(lane, ended),
        () -> context.nettyEventLoop().execute(() -> unreachable(lane)));
    Outbox outbox = new Outbox(way::send, context.nettyEventLoop(), this::unsent);
    Correspondent met = new Correspondent(lane, links.reach(lane), way, outbox);
    others.put(lane, met);
    return met;
  }

  /** Another lane has made a connection to this one. */
  void welcome(String lane, Connection connection, long endedThere) {
    Correspondent other = with(lane);
    if (other.way().welcome(connection, endedThere)) {
      underWayIsLost(other);
    }
  }

  /**
   * A connection with another lane has ended; whether it can be made again is found out at once.
   */
  void closed(String lane, Connection connection) {
    Correspondent other = others.get(lane);
    if (other == null) {
      return;
    }
    boolean wasTheWay = other.way().closed(connection);
    underWayIsLost(other);
    if (wasTheWay && !links.isLeaving(other.node())) {
      if (other.hearing().unsent()) {
        lose(other, CONNECTION_LOST);
      } else {
        other.say(Frames.ASK);
      }
      lookAfter();
    }
  }

  /**
   * Calls and answers on a connection that has ended may never have arrived: nobody waits for them
   * here, and the other lane is told of those of its calls that are stopped.
   */
  private void underWayIsLost(Correspondent other) {
    long gathered = other.outbox().firstUnsent();
    pending.fail(
        call -> call.isFor(other) && call.correlation() < gathered, unknown(CONNECTION_LOST));
    other.nothingUnderWay();
    for (long stopped : other.running().stopAll()) {
      Problem problem = unknown(CONNECTION_LOST);
      other.outbox().append(batch -> Frames.writeProblem(batch, stopped, problem));
    }
  }

  private void unreachable(String lane) {
    Correspondent other = others.get(lane);
    if (other != null && !links.isLeaving(other.node())) {
      if (other.hearing().unsent()) {
        lose(other, CONNECTION_LOST);
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
        case ASK -> ask(other);
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

  /** One that was lost may come back as long as its node belongs to the cluster. */
  private void ask(Correspondent other) {
    if (other.hearing().isLost() && !links.isMember(other.node())) {
      forget(other);
      // Should it be met again, nothing is known of it.
      other.reach().back();
    } else {
      other.say(Frames.ASK);
    }
  }

  private void unsent(long[] calls) {
    for (long correlation : calls) {
      PendingCall call = pending.take(correlation);
      if (call != null) {
        call.fail(Outbox.notSent());
      }
    }
  }

  private void lose(Correspondent other, String what) {
    if (!other.reach().isLost()) {
      log.warn("{}: {} gets no calls until it answers", what, other.address());
      other.reach().lost();
    }
    other.outbox().drop();
    other.way().cut();
    other.nothingUnderWay();
    pending.fail(call -> call.isFor(other), unknown(what));
  }

  /**
   * A node has left: nothing that waits for it will be answered, and nothing it wants is missed.
   */
  void left(String node) {
    for (Correspondent other : List.copyOf(others.values())) {
      if (other.isOf(node)) {
        forget(other);
      }
    }
    if (farewell != null) {
      farewell.lost(node);
    }
  }

  private void forget(Correspondent other) {
    others.remove(other.address());
    pending.fail(call -> call.isFor(other), unknown("The node left the cluster"));
    other.running().stopAll();
    other.nothingUnderWay();
    other.way().cut();
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
