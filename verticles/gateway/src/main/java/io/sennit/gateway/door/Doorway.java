package io.sennit.gateway.door;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.sennit.gateway.head.Guard;
import io.sennit.gateway.rules.Door;
import io.sennit.mesh.settings.TlsSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where clients come in: makes the gateway's servers and watches over their connections. */
public final class Doorway {
  private static final Duration LEAVING = Duration.ofSeconds(1);
  private static final long TICK_MILLIS = 20;

  private final Vertx vertx;
  private final Door rules;
  private final @Nullable Certificates certificates;
  private final LongSupplier clock;
  private Set<Guard> guards = Guard.ALL;
  private final Headcount headcount;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private final DoorMeter meter;
  private final Map<EventLoop, Rounds> rounds = new ConcurrentHashMap<>();

  Doorway(
      Vertx vertx,
      Door rules,
      @Nullable Certificates certificates,
      MeterRegistry meters,
      LongSupplier clock) {
    this.vertx = vertx;
    this.rules = rules;
    this.certificates = certificates;
    this.clock = clock;
    this.headcount = new Headcount(rules.connections());
    this.meter = new DoorMeter(meters, headcount);
  }

  /**
   * A door that speaks TLS with these files, or plain HTTP without any; fails with
   * {@link BadCredentials}.
   */
  public static Future<Doorway> open(
      Vertx vertx, Door rules, @Nullable TlsSettings tls, MeterRegistry meters) {
    Future<@Nullable Certificates> certificates = tls == null
        ? Future.succeededFuture()
        : Certificates.open(vertx, tls, Clock.systemUTC()).map(opened -> opened);
    return certificates.map(known -> new Doorway(vertx, rules, known, meters, System::nanoTime));
  }

  /** The same with fewer guards, which nothing but tests wants. */
  public Doorway only(Set<Guard> some) {
    guards = some;
    return this;
  }

  public boolean isSecure() {
    return certificates != null;
  }

  /** A server that is the gateway's, not listening yet. */
  public HttpServer server(
      Handler<HttpServerRequest> requests, Handler<HttpServerRequest> invalid) {
    HttpServerOptions options = ServerOptions.of(rules);
    Certificates own = certificates;
    if (own == null) {
      return guarded(options, requests, invalid);
    }
    own.configure(options);
    StrictTransport strict = new StrictTransport(rules.strictTransport());
    HttpServer server = guarded(options, strict.before(requests), strict.before(invalid));
    own.follow(server, options.getSslOptions());
    return server;
  }

  /** A server for those who come without TLS where TLS is spoken, not listening yet. */
  public HttpServer redirect(int securePort) {
    Redirect redirect = new Redirect(securePort);
    return guarded(ServerOptions.of(rules), redirect, redirect);
  }

  public Probe probe(String host, int port) {
    return new Probe(vertx, host, port, certificates);
  }

  /**
   * Sends everybody elsewhere: from now on each answer is the last one of its connection, and says
   * so. The future ends when nobody is here any more, or after a second: a client that asks in the
   * moment in which its connection is closed would not know whether it was heard.
   *
   * @param most how long it may take at all
   */
  public Future<Void> leave(Duration most) {
    leaving.set(true);
    Promise<Void> left = Promise.promise();
    awaitNobody(left, clock.getAsLong() + Math.min(LEAVING.toNanos(), most.toNanos()));
    return left.future();
  }

  private void awaitNobody(Promise<Void> left, long until) {
    if (headcount.all() == 0 || clock.getAsLong() - until >= 0) {
      left.complete();
    } else {
      vertx.setTimer(TICK_MILLIS, tick -> awaitNobody(left, until));
    }
  }

  /** Watches no more; the servers are closed by whom they were made for. */
  public void close() {
    if (certificates != null) {
      certificates.end();
    }
    rounds.values().forEach(Rounds::end);
  }

  private HttpServer guarded(
      HttpServerOptions options,
      Handler<HttpServerRequest> requests,
      Handler<HttpServerRequest> invalid) {
    return new GuardedVertx(vertx, new Doorkeeper(headcount, meter, this::guest), guards)
        .createHttpServer(options)
        .connectionHandler(Doorway::introduce)
        .requestHandler(request -> admit(request, requests))
        .invalidRequestHandler(invalid);
  }

  private Guest guest(Channel channel) {
    Rounds own = rounds.computeIfAbsent(channel.eventLoop(), loop -> new Rounds(loop, clock));
    return new Guest(rules, own, meter, clock, leaving::get);
  }

  /** Vert.x has found out what a connection speaks. */
  private static void introduce(HttpConnection connection) {
    Channel channel = channel(connection);
    Guest guest = channel.attr(Guest.KEY).get();
    ChannelPipeline pipeline = channel.pipeline();
    Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
    if (http2 != null) {
      guest.speaksHttp2(new Http2Streams(http2.connection()));
    } else if (pipeline.get(HttpRequestDecoder.class) != null) {
      pipeline.addBefore("handler", null, new Turns(guest));
    }
  }

  /** A client that asks for more than it takes waits for what it has not taken. */
  private static void admit(HttpServerRequest request, Handler<HttpServerRequest> requests) {
    Guest guest = guest(request.connection());
    if (guest.takesAnswers()) {
      requests.handle(request);
      return;
    }
    request.pause();
    Context context = Objects.requireNonNull(Vertx.currentContext());
    guest.whenTaken(() -> context.runOnContext(taken -> {
      request.resume();
      requests.handle(request);
    }));
  }

  static Guest guest(HttpConnection connection) {
    return channel(connection).attr(Guest.KEY).get();
  }

  private static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** Looks at all connections now, in place of a little later. */
  void walk() throws InterruptedException {
    for (Rounds one : rounds.values()) {
      one.walkNow().sync();
    }
  }

  /** Connections that are watched. */
  int guests() throws InterruptedException {
    int sum = 0;
    for (Rounds one : rounds.values()) {
      sum += one.count().sync().getNow();
    }
    return sum;
  }

  /** Bytes that those who are here have sent so far. */
  long received() throws InterruptedException {
    long sum = 0;
    for (Rounds one : rounds.values()) {
      sum += one.received().sync().getNow();
    }
    return sum;
  }

  Headcount headcount() {
    return headcount;
  }
}
