package io.sennit.gateway.door;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Function;

/**
 * Lets connections in as long as there is room. Who is not let in costs a closed socket: no event
 * loop, no TLS.
 */
@Sharable
final class Doorkeeper extends ChannelInboundHandlerAdapter {
  private final Headcount headcount;
  private final DoorMeter meter;
  private final Function<Channel, Guest> welcome;

  Doorkeeper(Headcount headcount, DoorMeter meter, Function<Channel, Guest> welcome) {
    this.headcount = headcount;
    this.meter = meter;
    this.welcome = welcome;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel channel = (Channel) accepted;
    long origin = Headcount.origin(channel.remoteAddress());
    if (!headcount.enter(origin)) {
      meter.ended(Lapse.FULL);
      channel.unsafe().closeForcibly();
      return;
    }
    channel.closeFuture().addListener(closed -> headcount.leave(origin));
    channel.pipeline().addLast(new Threshold());
    ctx.fireChannelRead(accepted);
  }

  /** Waits until Vert.x has put TLS into the pipeline, and puts the guest behind it. */
  private final class Threshold extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
      String before = tls == null ? ctx.name() : tls.name();
      ctx.pipeline().addAfter(before, null, welcome.apply(ctx.channel()));
      ctx.fireChannelActive();
      ctx.pipeline().remove(this);
    }
  }
}
