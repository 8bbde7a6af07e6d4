package io.sennit.gateway.door;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells a guest that speaks HTTP/1 where its requests and answers begin and end. */
final class Turns extends ChannelDuplexHandler {
  private final Guest guest;

  Turns(Guest guest) {
    this.guest = guest;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      guest.asks();
    }
    if (message instanceof LastHttpContent) {
      guest.hasAsked();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      if (isOfPassage(response)) {
        ChannelFuture unused = ctx.write(message, promise);
        return;
      }
      guest.isAnswered();
      if (guest.mayAskNoMore()) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
    }
    if (message instanceof LastHttpContent) {
      guest.wasAnswered();
      if (guest.mayAskNoMore()) {
        ChannelFuture unused =
            ctx.write(message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
        return;
      }
    }
    ChannelFuture unused = ctx.write(message, promise);
  }

  /** Neither 100 nor 103 is the answer; after 101 there will be none, but another protocol. */
  private static boolean isOfPassage(HttpResponse response) {
    return response.status().codeClass() == HttpStatusClass.INFORMATIONAL
        || response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }
}
