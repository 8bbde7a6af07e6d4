package io.sennit.mesh.link;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to another lane: a connection that either has made, made when it is needed. What is sent
 * meanwhile follows in order.
 */
final class Way {
  private final Supplier<Future<Connection>> dial;
  private @Nullable Connection open;
  private @Nullable Future<Connection> dialling;

  Way(Supplier<Future<Connection>> dial) {
    this.dial = dial;
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
    Future<Connection> begun = dial.get();
    dialling = begun;
    begun.onComplete(outcome -> {
      if (dialling == begun) {
        dialling = null;
        open = outcome.result();
      } else if (outcome.succeeded()) {
        outcome.result().cut();
      }
    });
    return begun;
  }

  /**
   * The other lane has made a connection. One's own is kept, so that what is sent keeps its order.
   */
  void offer(Connection made) {
    if (open == null && dialling == null) {
      open = made;
    }
  }

  boolean isUsed() {
    return open != null || dialling != null;
  }

  /** Whether this was the connection that it led over. */
  boolean closed(Connection connection) {
    if (open != connection) {
      return false;
    }
    open = null;
    return true;
  }

  /** Ends its connection: what comes next takes a new one. */
  void cut() {
    Connection connection = open;
    open = null;
    dialling = null;
    if (connection != null) {
      connection.cut();
    }
  }
}
