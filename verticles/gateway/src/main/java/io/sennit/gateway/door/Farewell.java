package io.sennit.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.nio.charset.StandardCharsets;

/** The ways in which a connection is ended from inside. */
final class Farewell {
  private static final String BODY =
      "{\"type\":\"about:blank\",\"title\":\"Request Timeout\",\"status\":408,"
          + "\"detail\":\"The request did not arrive in time.\"}";
  private static final ByteBuf TOO_SLOW = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
          "HTTP/1.1 408 Request Timeout\r\ncontent-type: application/problem+json\r\n"
              + "content-length: " + BODY.length() + "\r\nconnection: close\r\n\r\n" + BODY,
          StandardCharsets.US_ASCII)
      .asReadOnly());

  private Farewell() {}

  /** A client of HTTP/2 is told which requests were the last. */
  static void inGoodOrder(ChannelHandlerContext ctx) {
    ChannelFuture unused = ctx.channel().close();
  }

  /** Closes what no protocol has been agreed on for, but TLS. */
  static void withoutAWord(ChannelHandlerContext ctx) {
    ChannelFuture unused = ctx.close();
  }

  /** Answers a request of HTTP/1 that did not come in time. */
  static void tooSlow(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(TOO_SLOW.duplicate()).addListener(ChannelFutureListener.CLOSE);
  }

  /** The same for HTTP/2, where it concerns the connection. */
  static void calmDown(ChannelHandlerContext ctx) {
    ctx.fireExceptionCaught(
        Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "A frame took too long"));
  }

  /** What was not taken is thrown away, or the kernel would go on offering it. */
  static void atOnce(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.voidPromise());
  }
}
