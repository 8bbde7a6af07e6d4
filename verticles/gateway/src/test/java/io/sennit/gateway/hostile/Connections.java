package io.sennit.gateway.hostile;

import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that HTTP servers have. */
final class Connections implements VertxMetricsFactory, VertxMetrics {
  private final AtomicInteger open = new AtomicInteger();

  int open() {
    return open.get();
  }

  @Override
  public VertxMetrics metrics(VertxOptions options) {
    return this;
  }

  @Override
  public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(
      HttpServerOptions options, SocketAddress address) {
    return new HttpServerMetrics<Void, Void, Void>() {
      @Override
      public Void connected(SocketAddress remote, String name) {
        open.incrementAndGet();
        return null;
      }

      @Override
      public void disconnected(Void connection, SocketAddress remote) {
        open.decrementAndGet();
      }
    };
  }
}
