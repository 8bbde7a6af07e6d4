package io.sennit.gateway.door;

import io.netty.channel.ChannelHandler;
import io.sennit.gateway.head.Guard;
import io.sennit.gateway.head.StrictServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerInternal;
import io.vertx.core.spi.transport.Transport;
import java.util.Set;

/**
 * The same Vert.x, with somebody at the socket of the servers that it makes. Vert.x shows a
 * connection only when TLS has shaken hands and, without TLS, when a first request is whole, which
 * is too late for those who never come that far.
 */
final class GuardedVertx extends VertxWrapper {
  private final Transport transport;
  private final Set<Guard> guards;
  private HttpServerOptions http = new HttpServerOptions();

  /**
   * Puts both at the sockets.
   *
   * @param keeper counts connections
   * @param guards hold heads against what they must be
   */
  GuardedVertx(Vertx vertx, ChannelHandler keeper, Set<Guard> guards) {
    super((VertxInternal) vertx);
    this.transport = new GuardedTransport(((VertxInternal) vertx).transport(), keeper);
    this.guards = guards;
  }

  @Override
  public HttpServer createHttpServer(HttpServerOptions options) {
    http = options;
    return new HttpServerImpl(this, options);
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    return StrictServer.beneath(http, guards, this, options);
  }

  @Override
  public Transport transport() {
    return transport;
  }
}
