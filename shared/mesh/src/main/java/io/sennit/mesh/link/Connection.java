package io.sennit.mesh.link;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/**
 * One connection between two lanes. It is on the event loops of both, so that nothing they say
 * passes through another thread.
 */
final class Connection {
  private final NetSocketInternal socket;
  private final Listener listener;
  private long name;
  private boolean endedHere;

  /** What comes of a connection. */
  interface Listener {
    void batch(Connection from, Buffer bytes) throws CorruptFrame;

    void corrupt(CorruptFrame why);

    void closed(Connection connection);
  }

  /** @param first how long the first batch may be that comes over it */
  Connection(NetSocket socket, int first, Listener listener) {
    this.socket = (NetSocketInternal) socket;
    this.listener = listener;
    BatchReader reader = new BatchReader(first, batch -> listener.batch(this, batch));
    socket.handler(bytes -> read(reader, bytes));
    socket.exceptionHandler(broken -> end());
    socket.closeHandler(closed -> listener.closed(this));
  }

  /** What follows bytes that are no batch cannot be made out either. */
  private void read(BatchReader reader, Buffer bytes) {
    try {
      reader.read(bytes);
    } catch (CorruptFrame corrupt) {
      listener.corrupt(corrupt);
      end();
    }
  }

  /** What both lanes call it. */
  long name() {
    return name;
  }

  void named(long by) {
    name = by;
  }

  /** The future fails when the batch has not left this process as a whole. */
  Future<Void> write(Buffer batch) {
    return socket.write(batch);
  }

  /** Ends it after what was written. */
  void close() {
    endedHere = true;
    socket.close();
  }

  /** Ends it now: the other side may not take what was written any more. */
  void cut() {
    endedHere = true;
    end();
  }

  /** Whether its end was wanted here, by somebody who has seen to what was under way on it. */
  boolean endedHere() {
    return endedHere;
  }

  // The listener hears of its end.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void end() {
    socket.handler(ignored -> {});
    socket.channelHandlerContext().close();
  }
}
