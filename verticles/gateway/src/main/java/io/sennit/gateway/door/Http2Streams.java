package io.sennit.gateway.door;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/** The requests of one connection of HTTP/2 that are not answered in full. */
final class Http2Streams {
  private final Http2Connection connection;
  private final Http2RemoteFlowController flow;

  Http2Streams(Http2Connection connection) {
    this.connection = connection;
    this.flow = connection.remote().flowController();
  }

  boolean areOpen() {
    return connection.numActiveStreams() > 0;
  }

  /** Whether the client's window keeps back a part of an answer, here or in Vert.x. */
  boolean areHeldBack() {
    try {
      return areOpen() && connection.forEachActiveStream(stream -> !isHeldBack(stream)) != null;
    } catch (Http2Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private boolean isHeldBack(Http2Stream stream) {
    return flow.hasFlowControlled(stream)
        || (stream.isHeadersSent()
            && (flow.windowSize(stream) <= 0
                || flow.windowSize(connection.connectionStream()) <= 0));
  }
}
