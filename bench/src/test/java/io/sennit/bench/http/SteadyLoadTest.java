package io.sennit.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
  private static final int RATE = 100;
  private static final Duration TIME = Duration.ofMillis(500);
  private static final int COUNT = 50;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void everyRequestThatIsDueIsAnswered() throws Exception {
    Shot shot = ask(4, answer("{\"time\":\"now\"}"));

    assertThat(shot.answers()).isEqualTo(COUNT);
    assertThat(shot.errors()).isZero();
  }

  @Test
  void aWrongAnswerIsAnError() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpHandler right = answer("{\"time\":\"now\"}");
    HttpHandler wrong = answer("{\"date\":\"today\"}");

    Shot shot =
        ask(4, exchange -> (asked.incrementAndGet() % 10 == 0 ? wrong : right).handle(exchange));

    assertThat(shot.errors()).isEqualTo(COUNT / 10);
    assertThat(shot.answers()).isEqualTo(COUNT - COUNT / 10);
  }

  /** The only connection is held for as long as all are due, and so most of them are late. */
  @Test
  void latencyCountsFromTheMomentARequestWasDue() throws Exception {
    CompletableFuture<Void> allAreDue = CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(TIME.toMillis(), TimeUnit.MILLISECONDS));
    HttpHandler right = answer("{\"time\":\"now\"}");

    Shot shot = ask(1, exchange -> {
      allAreDue.join();
      right.handle(exchange);
    });

    assertThat(shot.answers()).isEqualTo(COUNT);
    assertThat(shot.p99()).isGreaterThan(400_000.0);
    assertThat(shot.p50()).isGreaterThan(200_000.0);
  }

  private Shot ask(int connections, HttpHandler handler) throws Exception {
    server.createContext("/time", handler);
    Target target = Target.local(server.getAddress().getPort(), "token");
    return new SteadyLoad(target, connections, RATE, TIME).run();
  }

  private static HttpHandler answer(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }
}
