package io.sennit.gateway.head;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import java.util.Set;

/**
 * An HTTP server of Vert.x that reads heads strictly.
 *
 * <p>Vert.x has no place for a handler of one's own before the first request of a connection; its
 * servers for TCP have one for those that extend them. This is the only class that knows it.
 */
public final class StrictServer {
  /** How many header fields a request may have. */
  public static final int MOST_FIELDS = 100;

  private StrictServer() {}

  public static HttpServer create(Vertx vertx, HttpServerOptions options, Set<Guard> guards) {
    return new HttpServerImpl(new WithOpening((VertxInternal) vertx, options, guards), options);
  }

  private static final class WithOpening extends VertxWrapper {
    private final HttpServerOptions http;
    private final Set<Guard> guards;

    WithOpening(VertxInternal vertx, HttpServerOptions http, Set<Guard> guards) {
      super(vertx);
      this.http = http;
      this.guards = guards;
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
      return new NetServerImpl(delegate, options.copy()) {
        @Override
        protected void initChannel(ChannelPipeline pipeline, boolean ssl) {
          pipeline.addLast("opening", new Opening(http, guards));
          super.initChannel(pipeline, ssl);
        }
      };
    }
  }
}
