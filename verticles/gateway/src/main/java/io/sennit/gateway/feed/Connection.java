package io.sennit.gateway.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * The way to one client. What is written in one turn goes as one, on the event loop of the client's
 * connection; what has not left the process yet is counted here, and bounded by who writes.
 */
final class Connection {
  private static final int ROOM = 64 * 1024;

  private final Scene scene;
  private final Context context;
  private final HttpServerResponse response;
  private final StringBuilder next = new StringBuilder();
  private Owner owner = Owner.NOBODY;
  private long underWay;
  private boolean isScheduled;
  private boolean isEnded;

  /** Who writes. */
  interface Owner {
    Owner NOBODY = new Owner() {
      @Override
      public void drained() {}

      @Override
      public void closed() {}
    };

    /** There is room again. */
    void drained();

    /** Nobody is there any more. */
    void closed();
  }

  /** @param context of the response */
  Connection(Scene scene, Context context, HttpServerResponse response) {
    this.scene = scene;
    this.context = context;
    this.response = response;
  }

  /** From now on this one writes, unless its client has gone before. */
  void of(Owner writer) {
    owner = writer;
    if (isEnded) {
      writer.closed();
    }
  }

  boolean isFull() {
    return underWay + next.length() >= ROOM;
  }

  void write(String text) {
    if (isEnded) {
      return;
    }
    next.append(text);
    if (!isScheduled) {
      isScheduled = true;
      scene.context().runOnContext(turn -> flush());
    }
  }

  private void flush() {
    isScheduled = false;
    if (next.isEmpty()) {
      return;
    }
    Buffer bytes = Buffer.buffer(next.toString());
    next.setLength(0);
    underWay += bytes.length();
    context.runOnContext(turn -> response
        .write(bytes)
        .onComplete(done -> scene.run(() -> left(bytes.length(), done.succeeded()))));
  }

  private void left(int length, boolean well) {
    underWay -= length;
    if (!well) {
      owner.closed();
    } else if (underWay + next.length() < ROOM / 2) {
      owner.drained();
    }
  }

  /** Its client has gone, as the connection's own loop has found out. */
  void lost() {
    scene.run(() -> {
      isEnded = true;
      owner.closed();
    });
  }

  /** The last words. The future ends when they have left, or when nobody is there any more. */
  Future<Void> end(String text) {
    if (isEnded) {
      return Future.succeededFuture();
    }
    next.append(text);
    isEnded = true;
    flush();
    Promise<Void> over = Promise.promise();
    // Behind what was written before.
    context.runOnContext(turn -> {
      if (response.ended() || response.closed()) {
        over.complete();
      } else {
        response.end().onComplete(done -> over.complete());
      }
    });
    return over.future();
  }
}
