package io.sennit.bench.scale;

import io.sennit.bench.bars.Patience;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** So many at a gateway, each of whom asks again when the last answer has come. */
final class Clients implements AutoCloseable {
  private static final int OK = 200;
  private static final int PATIENCE_SECONDS = 30;

  private final Context loop;
  private final HttpClientAgent client;
  private final URI gateway;
  private final String path;
  private final Map<Long, Long> served = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Promise<Void> gone = Promise.promise();
  private volatile boolean leaving;
  private int asking;

  /** @param path whose answers name the process that they are by */
  Clients(Vertx vertx, URI gateway, String path, int count) {
    this.loop = ((VertxInternal) vertx).createEventLoopContext();
    this.client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(count));
    this.gateway = gateway;
    this.path = path;
    loop.runOnContext(come -> {
      asking = count;
      for (int i = 0; i < count; i++) {
        ask();
      }
    });
  }

  private void ask() {
    client
        .request(HttpMethod.GET, gateway.getPort(), gateway.getHost(), path)
        .compose(request -> request.send())
        .compose(response -> response.body().map(body -> server(response, body)))
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onSuccess(process -> served.merge(process, 1L, Long::sum))
        .onFailure(failure -> failures.merge(String.valueOf(failure.getMessage()), 1, Integer::sum))
        .onComplete(answered -> askAgain());
  }

  private void askAgain() {
    if (!leaving) {
      ask();
    } else if (--asking == 0) {
      gone.complete();
    }
  }

  private static long server(HttpClientResponse response, Buffer body) {
    if (response.statusCode() != OK) {
      throw new IllegalStateException(Integer.toString(response.statusCode()));
    }
    return new JsonObject(body).getLong("pid");
  }

  /** What is served from now on, for so long. */
  Served during(Duration time) throws InterruptedException {
    Map<Long, Long> before = Map.copyOf(served);
    long from = System.nanoTime();
    Patience.pass(time);
    return Served.between(before, Map.copyOf(served), Duration.ofNanos(System.nanoTime() - from));
  }

  /** How many calls were served so far. */
  long served() {
    return served.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often each kind of failure came. */
  Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  /** Nobody asks again; returns when all have their last answer. */
  void leave() throws Exception {
    leaving = true;
    Future<Void> all = gone.future();
    all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    leaving = true;
    client.close();
  }
}
