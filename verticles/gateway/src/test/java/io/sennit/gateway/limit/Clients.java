package io.sennit.gateway.limit;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntUnaryOperator;

/**
 * Sends requests at a steady rate, whatever comes back, and counts in which second of its clock
 * which answers came. It also knows how long it stood still itself.
 */
final class Clients implements AutoCloseable {
  private static final long TICK_MILLIS = 5;
  /** Ticks that come later than that are gaps. */
  private static final long GAP_MILLIS = 20;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST = 60;
  private static final int MOST_IN_FLIGHT = 400;
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  // One event loop, so that what it counts needs no lock.
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient http = vertx.createHttpClient(
      new HttpClientOptions().setKeepAliveTimeout(60), new PoolOptions().setHttp1MaxSize(64));
  private final String token;
  private final String path;
  private final AtomicIntegerArray passed = new AtomicIntegerArray(LONGEST);
  private final AtomicIntegerArray refused = new AtomicIntegerArray(LONGEST);
  private final AtomicIntegerArray failed = new AtomicIntegerArray(LONGEST);
  private final AtomicIntegerArray stillMillis = new AtomicIntegerArray(LONGEST);
  private long start;
  private long lastTick;
  private long sent;
  private int inFlight;

  Clients(String path, String token) {
    this.path = path;
    this.token = token;
  }

  /**
   * Sends for so long.
   *
   * @param perSecond how many
   * @param port of the gateway, by the number of the request
   */
  void send(Duration time, int perSecond, IntUnaryOperator port) {
    long after = System.nanoTime();
    if (start == 0) {
      start = after;
      lastTick = after;
    }
    long before = sent;
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(here -> vertx.setPeriodic(TICK_MILLIS, timer -> {
      long now = System.nanoTime();
      still(now);
      long due = before + (now - after) * perSecond / SECOND;
      for (; sent < due; sent++) {
        sendOne(port.applyAsInt((int) sent));
      }
      if (now - after >= time.toNanos()) {
        vertx.cancelTimer(timer);
        done.complete();
      }
    }));
    done.future().await();
  }

  /** Books a gap in each second that it spans. */
  private void still(long now) {
    long from = lastTick + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    lastTick = now;
    if (now - from < TimeUnit.MILLISECONDS.toNanos(GAP_MILLIS)) {
      return;
    }
    while (from < now) {
      int second = second(from);
      long next = second == LONGEST - 1 ? now : Math.min(now, start + (second + 1) * SECOND);
      stillMillis.addAndGet(second, (int) TimeUnit.NANOSECONDS.toMillis(next - from));
      from = next;
    }
  }

  private void sendOne(int port) {
    if (inFlight >= MOST_IN_FLIGHT) {
      return;
    }
    inFlight++;
    http.request(new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMethod(HttpMethod.GET)
            .setURI(path)
            .putHeader("authorization", "Bearer " + token))
        .compose(request ->
            request.send().compose(response -> response.body().map(body -> response.statusCode())))
        .onComplete(answer -> {
          inFlight--;
          AtomicIntegerArray counts = answer.failed()
              ? failed
              : answer.result() == OK ? passed : answer.result() == TOO_MANY ? refused : failed;
          counts.incrementAndGet(second(System.nanoTime()));
        });
  }

  private int second(long now) {
    return (int) Math.min(LONGEST - 1, (now - start) / SECOND);
  }

  int passed(int second) {
    return passed.get(second);
  }

  int refused(int second) {
    return refused.get(second);
  }

  int failed(int second) {
    return failed.get(second);
  }

  /** How long it saw nothing in a second or the one before it: that comes too late, and at once. */
  Duration stoodStill(int second) {
    int before = second == 0 ? 0 : stillMillis.get(second - 1);
    return Duration.ofMillis(Math.max(before, stillMillis.get(second)));
  }

  @Override
  public void close() {
    http.close().eventually(vertx::close).await();
  }
}
