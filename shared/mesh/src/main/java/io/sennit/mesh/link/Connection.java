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

  /** What comes of a connection. */
  interface Listener {
    void batch(Connection from, Buffer bytes) throws CorruptFrame;

    void corrupt(CorruptFrame why);

    void closed(Connection connection);
  }

  Connection(NetSocket socket, Listener listener) {
    this.socket = (NetSocketInternal) socket;
    this.listener = listener;
    BatchReader reader = new BatchReader(batch -> listener.batch(this, batch));
    socket.handler(bytes -> read(reader, bytes));
    socket.exceptionHandler(broken -> cut());
    socket.closeHandler(closed -> listener.closed(this));
  }

  /** What follows bytes that are no batch cannot be made out either. */
  private void read(BatchReader reader, Buffer bytes) {
    try {
      reader.read(bytes);
    } catch (CorruptFrame corrupt) {
      listener.corrupt(corrupt);
      cut();
    }
  }

  /** The future fails when the batch has not left this process as a whole. */
  Future<Void> write(Buffer batch) {
    return socket.write(batch);
  }

  /** Ends it after what was written. */
  void close() {
    socket.close();
  }

  /** Ends it now: the other side may not take what was written any more. */
  // The listener hears of its end.
  @SuppressWarnings("FutureReturnValueIgnored")
  void cut() {
    socket.handler(ignored -> {});
    socket.channelHandlerContext().close();
  }
}
