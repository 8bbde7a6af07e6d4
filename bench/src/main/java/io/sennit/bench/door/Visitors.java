package io.sennit.bench.door;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.measure.Latencies;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Normal clients, who ask at a rate whatever the answers do. Each request counts from when it was
 * due.
 */
final class Visitors implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClientAgent client;
  private final RequestOptions request;
  private final int perSecond;

  /**
   * What they saw.
   *
   * @param micros what 99 of 100 did not exceed
   */
  record Seen(long micros, int failed) {}

  Visitors(URI gateway, int perSecond) {
    // From an address of their own: slow clients may fill up theirs.
    this.client = vertx.createHttpClient(
        new HttpClientOptions().setLocalAddress("127.0.0.9"),
        new PoolOptions().setHttp1MaxSize(512).setMaxWaitQueueSize(-1));
    this.request = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(gateway.getHost())
        .setPort(gateway.getPort())
        .setURI(Front.PATH);
    this.perSecond = perSecond;
  }

  Seen ask(Duration time) throws Exception {
    int count = (int) (perSecond * time.toMillis() / 1_000);
    Latencies latencies = new Latencies();
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Context loop = vertx.getOrCreateContext();
    long started = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = started + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
      Patience.untilNanos(due);
      loop.runOnContext(v -> client
          .request(request)
          .compose(HttpClientRequest::send)
          .compose(response -> response.end().map(response.statusCode()))
          .timeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
          .onComplete(answered -> {
            if (!answered.succeeded() || answered.result() != OK) {
              failed.incrementAndGet();
            }
            latencies.record(System.nanoTime() - due);
            done.incrementAndGet();
          }));
    }
    if (!Patience.until(() -> done.get() == count, SILENCE.plusSeconds(5))) {
      throw new IllegalStateException("not every request came to an end");
    }
    return new Seen(latencies.percentile(99), failed.get());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
