package io.sennit.gateway.head;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Stands where a connection begins, until it is known what is spoken on it, and puts the strict
 * decoder in the place of the usual one where that is HTTP/1.1.
 */
final class Opening extends ChannelInboundHandlerAdapter {
  private static final String DECODER = "httpDecoder";
  /** How a client begins that speaks HTTP/2 without asking first. */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final HttpServerOptions options;
  private final Set<Guard> guards;
  private ByteBuf held = Unpooled.EMPTY_BUFFER;

  Opening(HttpServerOptions options, Set<Guard> guards) {
    this.options = options;
    this.guards = guards;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf first =
        held.isReadable() ? Unpooled.wrappedBuffer(held, (ByteBuf) message) : (ByteBuf) message;
    held = Unpooled.EMPTY_BUFFER;
    if (isUndecided(ctx.pipeline())) {
      int length = Math.min(first.readableBytes(), PREFACE.length);
      boolean isPreface = matches(first, length);
      if (isPreface && length < PREFACE.length) {
        held = first;
        return;
      }
      if (!isPreface) {
        // No preface begins so, which decides it; and a decoder skips empty lines before a request.
        ctx.fireChannelRead(Unpooled.copiedBuffer(new byte[] {'\r', '\n'}));
      }
    }
    begin(ctx);
    ctx.fireChannelRead(first);
  }

  private void begin(ChannelHandlerContext ctx) {
    ChannelPipeline pipeline = ctx.pipeline();
    if (pipeline.get(DECODER) != null) {
      pipeline.replace(DECODER, DECODER, new StrictDecoder(options, guards));
    }
    pipeline.remove(this);
  }

  private static boolean isUndecided(ChannelPipeline pipeline) {
    return pipeline.get(Http1xOrH2CHandler.class) != null;
  }

  private static boolean matches(ByteBuf bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != PREFACE[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    // Also when the connection ends before anything is decided.
    ByteBuf rest = held;
    held = Unpooled.EMPTY_BUFFER;
    rest.release();
  }
}
