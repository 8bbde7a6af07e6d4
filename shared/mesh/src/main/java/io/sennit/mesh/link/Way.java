package io.sennit.mesh.link;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way to another lane: a connection that either has made, made when it is needed. What is sent
 * meanwhile follows in order.
 *
 * <p>Lanes that need each other in the same moment make one each, and each keeps to its own.
 */
final class Way {
  private final LongFunction<Future<Connection>> dial;
  private final Runnable notMade;
  private @Nullable Connection open;
  private @Nullable Connection theirs;
  private @Nullable Future<Connection> dialling;
  private long ended;

  /**
   * @param dial makes a connection, and names in it the one that was the way until it ended, or 0
   * @param notMade is run when that fails, before what waited for it is told
   */
  Way(LongFunction<Future<Connection>> dial, Runnable notMade) {
    this.dial = dial;
    this.notMade = notMade;
  }

  /** The future fails when the batch has not left this process as a whole. */
  Future<Void> send(Buffer batch) {
    Connection connection = open;
    if (connection != null) {
      return connection.write(batch);
    }
    Future<Connection> awaited = dialling == null ? dial() : dialling;
    return awaited.compose(made -> made.write(batch));
  }

  private Future<Connection> dial() {
    Future<Connection> begun = dial.apply(ended);
    dialling = begun;
    begun.onComplete(outcome -> dialled(begun, outcome.result()));
    return begun;
  }

  private void dialled(Future<Connection> begun, @Nullable Connection made) {
    if (dialling == begun) {
      dialling = null;
      open = made == null ? theirs : made;
      if (open == null) {
        notMade.run();
      }
    } else if (made != null) {
      made.cut();
    }
  }

  /**
   * The other lane has made a connection. One that it made before is dead to it, and so is the one
   * that it says has ended: what is sent there may never arrive. Else the one that is used here is
   * kept, so that what is sent keeps its order.
   *
   * @return whether that has ended the way that there was
   */
  boolean welcome(Connection made, long endedThere) {
    Connection before = theirs;
    Connection used = open;
    theirs = made;
    cut(before);
    boolean isDead = used != null && (used == before || used.name() == endedThere);
    if (isDead) {
      cut(used);
      open = null;
    }
    if (open == null && dialling == null) {
      open = made;
    }
    return isDead;
  }

  boolean isUsed() {
    return open != null || dialling != null;
  }

  /** Whether this was the connection that it led over; if there is another one, it leads there. */
  boolean closed(Connection connection) {
    if (theirs == connection) {
      theirs = null;
    }
    boolean wasTheWay = open == connection;
    if (wasTheWay) {
      open = theirs;
      ended = connection.name();
    }
    return wasTheWay;
  }

  /** Ends its connections: what comes next takes a new one. */
  void cut() {
    if (open != null) {
      ended = open.name();
    }
    cut(open);
    cut(theirs);
    open = null;
    theirs = null;
    dialling = null;
  }

  private static void cut(@Nullable Connection connection) {
    if (connection != null) {
      connection.cut();
    }
  }
}
