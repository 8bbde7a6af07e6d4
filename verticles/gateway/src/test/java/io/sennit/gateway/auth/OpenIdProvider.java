package io.sennit.gateway.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A small OpenID provider on this machine, which can be made to misbehave. */
final class OpenIdProvider implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final List<JsonObject> keys = new ArrayList<>();
  private volatile Mood mood = Mood.WELL;
  private volatile @Nullable String cacheControl;
  private volatile @Nullable String otherIssuer;
  private volatile @Nullable String otherPlace;

  /** How it answers when it is asked for its keys. */
  enum Mood {
    WELL,
    ERROR,
    NOT_JSON,
    HUGE,
    SLOW,
    ELSEWHERE
  }

  OpenIdProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/.well-known/openid-configuration", this::configuration);
    server.createContext("/keys", this::keys);
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was asked for its keys. */
  int asked() {
    return asked.get();
  }

  synchronized OpenIdProvider publish(JsonObject... jwks) {
    keys.clear();
    keys.addAll(List.of(jwks));
    return this;
  }

  OpenIdProvider is(Mood other) {
    mood = other;
    return this;
  }

  OpenIdProvider says(String caching) {
    cacheControl = caching;
    return this;
  }

  OpenIdProvider claimsToBe(String issuer) {
    otherIssuer = issuer;
    return this;
  }

  OpenIdProvider hasItsKeysAt(String place) {
    otherPlace = place;
    return this;
  }

  /** What a token of somebody says; it is to be changed. */
  JsonObject claims(String subject) {
    long now = Clock.systemUTC().millis() / 1_000;
    return new JsonObject()
        .put("iss", issuer())
        .put("aud", "shop")
        .put("sub", subject)
        .put("iat", now)
        .put("exp", now + 300);
  }

  private void configuration(HttpExchange exchange) throws IOException {
    String name = otherIssuer;
    String place = otherPlace;
    JsonObject json = new JsonObject()
        .put("issuer", name == null ? issuer() : name)
        .put("jwks_uri", place == null ? issuer() + "/keys" : place);
    answer(exchange, 200, json.encode());
  }

  private void keys(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String caching = cacheControl;
    if (caching != null) {
      exchange.getResponseHeaders().set("cache-control", caching);
    }
    switch (mood) {
      case WELL -> answer(exchange, 200, set());
      case ERROR -> answer(exchange, 500, "{}");
      case NOT_JSON -> answer(exchange, 200, "<html>Sign in</html>");
      case HUGE -> answer(exchange, 200, "{\"keys\":[\"" + "x".repeat(1 << 20) + "\"]}");
      case ELSEWHERE -> {
        exchange.getResponseHeaders().set("location", issuer() + "/keys");
        answer(exchange, 302, "");
      }
      case SLOW -> drip(exchange);
    }
  }

  private synchronized String set() {
    return new JsonObject().put("keys", new JsonArray(List.copyOf(keys))).encode();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Begins well, and never comes to an end. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("{\"keys\":[".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
