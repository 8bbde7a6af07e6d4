package io.sennit.mesh.store;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The socket below a connection, for what the client gives no public way to; tests notice when this
 * one ends.
 *
 * <p>The client's own ways to close one, its idle timeouts among them, say goodbye and then wait
 * for the server to hang up. One that hangs, or whose packets vanish, never does: the statement in
 * flight would not fail and its place in the pool would not come free.
 */
final class Wire {
  private Wire() {}

  /** Cuts the connection off when the server was not heard for longer than it may be busy. */
  static void limitSilence(SqlConnection connection, Duration longest) {
    if (below(connection) instanceof SocketConnectionBase socket) {
      // First in the pipeline: closing from there passes by the client's polite encoder.
      pipeline(socket)
          .addFirst("silence", new ReadTimeoutHandler(longest.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** Hangs up at once. The pool notices and makes room for another connection. */
  static void cut(SqlConnection connection) {
    if (below(connection) instanceof SocketConnectionBase socket) {
      ChannelHandlerContext first = pipeline(socket).firstContext();
      // One that has ended has nothing in its pipeline any more.
      if (first != null) {
        ChannelFuture unused = first.close();
      }
    }
  }

  static boolean isOpen(SqlConnection connection) {
    return below(connection).isValid();
  }

  private static Connection below(SqlConnection connection) {
    return ((SqlConnectionInternal) connection).unwrap().unwrap();
  }

  private static ChannelPipeline pipeline(SocketConnectionBase socket) {
    return socket.socket().channelHandlerContext().pipeline();
  }
}
