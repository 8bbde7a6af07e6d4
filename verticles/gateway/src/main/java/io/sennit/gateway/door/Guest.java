package io.sennit.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.sennit.gateway.rules.Door;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection as the door sees it: what it is doing, and since when. It watches the bytes that
 * TLS lets through, and lives on the connection's event loop.
 */
final class Guest extends ChannelDuplexHandler {
  static final AttributeKey<Guest> KEY = AttributeKey.valueOf(Guest.class, "guest");

  private final Door rules;
  private final Rounds rounds;
  private final DoorMeter meter;
  private final LongSupplier clock;
  private final BooleanSupplier leaving;
  private final Preface preface = new Preface();
  private final Progress incoming;
  private final Progress outgoing;
  private @Nullable ChannelHandlerContext place;
  private @Nullable Frames frames;
  private @Nullable Http2Streams streams;
  private @Nullable Queue<Runnable> waiting;
  private Phase phase = Phase.HEAD;
  private long since;
  private long lastByte;
  private long received;
  private long sent;
  private int asked;
  private int unanswered;
  private boolean asking;
  private boolean answering;
  private boolean readHeld;
  private boolean http1;
  private boolean shownOut;
  private long silence;

  /** What an HTTP/1 connection is doing. */
  private enum Phase {
    /** A request is expected, or has begun to come. */
    HEAD,
    /** A request is there and not answered in full. */
    BUSY,
    REST
  }

  /** @param leaving whether the house is about to close */
  Guest(Door rules, Rounds rounds, DoorMeter meter, LongSupplier clock, BooleanSupplier leaving) {
    this.rules = rules;
    this.rounds = rounds;
    this.meter = meter;
    this.clock = clock;
    this.leaving = leaving;
    this.incoming = new Progress(rules.pace());
    this.outgoing = new Progress(rules.pace());
    this.silence = rules.pace().silence().toNanos();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    place = ctx;
    since = clock.getAsLong();
    lastByte = since;
    ctx.channel().attr(KEY).set(this);
    rounds.add(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    rounds.remove(this);
    // Nobody is left to answer those that waited.
    waiting = null;
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (shownOut) {
      bytes.release();
      return;
    }
    long now = clock.getAsLong();
    lastByte = now;
    received += bytes.readableBytes();
    if (phase == Phase.REST) {
      phase = Phase.HEAD;
      since = now;
    }
    int from = bytes.readerIndex();
    if (frames == null && preface.isOpen()) {
      from = preface.find(bytes);
      if (from >= 0) {
        frames = new Frames(rules.http2().controls(), now);
      }
    }
    Frames known = frames;
    if (known != null) {
      follow(ctx, known, bytes, known.read(bytes, from, sent, now));
    } else if (preface.isOpen() || speaksHttp1(ctx)) {
      ctx.fireChannelRead(bytes);
    } else {
      bytes.release();
      end(ctx, Lapse.FRAMES);
    }
  }

  /** Who has not said the preface; looked up once, for no request after the first can change it. */
  private boolean speaksHttp1(ChannelHandlerContext ctx) {
    http1 = http1 || !isPromisedHttp2(ctx);
    return http1;
  }

  /** By ALPN, which a client has to keep to. */
  private static boolean isPromisedHttp2(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    return tls != null && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol());
  }

  private void follow(ChannelHandlerContext ctx, Frames known, ByteBuf bytes, int to) {
    Http2Exception fault = known.fault();
    if (fault == null) {
      ctx.fireChannelRead(bytes);
      return;
    }
    int good = to - bytes.readerIndex();
    if (good > 0) {
      ctx.fireChannelRead(bytes.readRetainedSlice(good));
    }
    bytes.release();
    shownOut = true;
    meter.ended(Lapse.FRAMES);
    ctx.fireExceptionCaught(fault);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    lastByte = clock.getAsLong();
    if (message instanceof ByteBuf bytes) {
      sent += bytes.readableBytes();
    } else if (message instanceof FileRegion file) {
      sent += file.count();
    }
    ChannelFuture unused = ctx.write(message, promise);
  }

  /** Who does not take its answers asks for no more. */
  @Override
  public void read(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      ctx.read();
    } else {
      readHeld = true;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      if (readHeld) {
        readHeld = false;
        ctx.read();
      }
      resume();
    }
    ctx.fireChannelWritabilityChanged();
  }

  private void resume() {
    Runnable next;
    while (takesAnswers() && waiting != null && (next = waiting.poll()) != null) {
      next.run();
    }
  }

  /** Whether the answers so far have gone out, but for a little. */
  boolean takesAnswers() {
    ChannelHandlerContext ctx = place;
    return ctx == null || ctx.channel().isWritable();
  }

  /** Runs something when the answers so far have gone out. */
  void whenTaken(Runnable action) {
    Queue<Runnable> queue = waiting;
    if (queue == null) {
      queue = new ArrayDeque<>();
      waiting = queue;
    }
    queue.add(action);
  }

  /** Vert.x serves it over HTTP/2 from now on. */
  void speaksHttp2(Http2Streams own) {
    streams = own;
  }

  /** The header fields of a request are there. */
  void asks() {
    asked++;
    unanswered++;
    asking = true;
    phase = Phase.BUSY;
  }

  /** A request is there in full. */
  void hasAsked() {
    asking = false;
    settle();
  }

  /** An answer begins. */
  void isAnswered() {
    answering = true;
  }

  /** An answer has been written in full. */
  void wasAnswered() {
    unanswered--;
    answering = false;
    settle();
  }

  private void settle() {
    if (unanswered <= 0 && !asking) {
      phase = Phase.REST;
      since = clock.getAsLong();
      silence = rules.pace().silence().toNanos();
    }
  }

  /** The requests in hand may take their time. */
  void mayBeSilent(Duration longest) {
    silence = Math.max(silence, longest.toNanos());
  }

  /** Whether this connection has had as many requests as one may have, or is to go elsewhere. */
  boolean mayAskNoMore() {
    int most = rules.connections().requests();
    boolean hadEnough = leaving.getAsBoolean() || (most > 0 && asked() >= most);
    return hadEnough && unanswered <= 1;
  }

  private int asked() {
    Frames known = frames;
    return known == null ? asked : known.requests();
  }

  long received() {
    return received;
  }

  /** Looks whether it still behaves. */
  void check(long now) {
    ChannelHandlerContext ctx = place;
    if (ctx == null || shownOut || !ctx.channel().isActive()) {
      return;
    }
    Lapse lapse = lapse(ctx, now);
    if (lapse != null) {
      end(ctx, lapse);
    }
  }

  private void end(ChannelHandlerContext ctx, Lapse lapse) {
    shownOut = true;
    meter.ended(lapse);
    showOut(ctx, lapse);
  }

  private @Nullable Lapse lapse(ChannelHandlerContext ctx, long now) {
    Http2Streams own = streams;
    long pending = pending(ctx);
    if (outgoing.stalls(pending > 0 || (own != null && own.areHeldBack()), sent - pending, now)) {
      return Lapse.ANSWER;
    }
    Frames known = frames;
    if (known != null) {
      return known.settled() && own != null ? ofHttp2(known, own, now) : ofHead(now);
    }
    boolean due = asking && ctx.channel().config().isAutoRead() && !readHeld;
    if (incoming.stalls(due, received, now)) {
      return Lapse.BODY;
    }
    return switch (phase) {
      case HEAD -> ofHead(now);
      case BUSY -> ofSilence(now);
      case REST -> now - since > rules.idle().toNanos() ? Lapse.REST : null;
    };
  }

  private @Nullable Lapse ofHttp2(Frames known, Http2Streams own, long now) {
    if (now - known.unfinishedSince(now) > rules.pace().head().toNanos()) {
      return Lapse.HEAD;
    }
    if (own.areOpen()) {
      since = now;
      return ofSilence(now);
    }
    silence = rules.pace().silence().toNanos();
    return now - since > rules.idle().toNanos() || mayAskNoMore() ? Lapse.REST : null;
  }

  private @Nullable Lapse ofHead(long now) {
    return now - since > rules.pace().head().toNanos() ? Lapse.HEAD : null;
  }

  private @Nullable Lapse ofSilence(long now) {
    return now - lastByte > silence ? Lapse.SILENCE : null;
  }

  private static long pending(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Whether something that is written now stands where the answer to the late request would. */
  private boolean maySayWhy() {
    return !answering && (phase == Phase.HEAD || unanswered == 1);
  }

  private void showOut(ChannelHandlerContext ctx, Lapse lapse) {
    boolean late = lapse == Lapse.HEAD || lapse == Lapse.BODY;
    if (lapse == Lapse.REST) {
      Farewell.inGoodOrder(ctx);
    } else if (lapse == Lapse.FRAMES) {
      Farewell.withoutAWord(ctx);
    } else if (late && frames == null && received > 0 && maySayWhy()) {
      Farewell.tooSlow(ctx);
    } else if (late && streams != null) {
      Farewell.calmDown(ctx);
    } else {
      Farewell.atOnce(ctx);
    }
  }
}
