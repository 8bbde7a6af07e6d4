package io.sennit.gateway.door;

import io.netty.channel.ChannelHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import io.vertx.core.spi.transport.Transport;

/**
 * The same Vert.x, with somebody at the socket of the servers that it makes. Vert.x shows a
 * connection only when TLS has shaken hands and, without TLS, when a first request is whole, which
 * is too late for those who never come that far.
 */
final class GuardedVertx extends VertxWrapper {
  private final Transport transport;

  GuardedVertx(Vertx vertx, ChannelHandler guard) {
    super((VertxInternal) vertx);
    this.transport = new GuardedTransport(((VertxInternal) vertx).transport(), guard);
  }

  @Override
  public HttpServer createHttpServer(HttpServerOptions options) {
    return new HttpServerImpl(this, options);
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    return new NetServerImpl(this, options);
  }

  @Override
  public Transport transport() {
    return transport;
  }
}
