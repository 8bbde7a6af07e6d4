package io.sennit.gateway.door;

import io.sennit.gateway.rules.Door;
import io.sennit.gateway.rules.Http2;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** The rules of the door as far as Vert.x keeps them. */
final class ServerOptions {
  private static final int BACKLOG = 4_096;
  private static final int RESETS_SECONDS = 30;

  private ServerOptions() {}

  static HttpServerOptions of(Door rules) {
    Http2 http2 = rules.http2();
    return new HttpServerOptions()
        .setMaxInitialLineLength(rules.longestLine())
        .setMaxHeaderSize(rules.longestHeaders())
        .setSslHandshakeTimeout(rules.pace().head().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setInitialSettings(new Http2Settings()
            .setMaxConcurrentStreams(http2.streams())
            .setInitialWindowSize(http2.window())
            .setMaxHeaderListSize(rules.longestHeaders()))
        .setHttp2ConnectionWindowSize(http2.connectionWindow())
        .setHttp2RstFloodMaxRstFramePerWindow(http2.resets())
        .setHttp2RstFloodWindowDuration(RESETS_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        // What an operation takes is less, and said by it; a message may come in one frame.
        .setMaxWebSocketFrameSize((int) Transfer.LONGEST_MESSAGE)
        .setMaxWebSocketMessageSize((int) Transfer.LONGEST_MESSAGE)
        // Each would cost every connection of HTTP/1 memory, and a client could have it compress
        // what it asks for.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setHandle100ContinueAutomatically(true)
        .setAcceptBacklog(BACKLOG);
  }
}
