package io.sennit.mesh.store;

import io.netty.handler.timeout.ReadTimeoutHandler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off a connection on which the server was not heard for longer than it may be busy.
 *
 * <p>The client's own ways to close one, its idle timeouts among them, say goodbye and then wait
 * for the server to hang up. One that hangs, or whose packets vanish, never does: the statement in
 * flight would not fail and its place in the pool would not come free. There is no public way to
 * the channel; a test notices when this one ends.
 */
final class Silence {
  private Silence() {}

  static void limit(SqlConnection connection, Duration longest) {
    if (((SqlConnectionInternal) connection).unwrap().unwrap()
        instanceof SocketConnectionBase socket) {
      // First in the pipeline: closing from there passes by the client's polite encoder.
      socket
          .socket()
          .channelHandlerContext()
          .pipeline()
          .addFirst("silence", new ReadTimeoutHandler(longest.toMillis(), TimeUnit.MILLISECONDS));
    }
  }
}
