package io.sennit.bench.orders;

import io.sennit.bench.measure.Load;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.site.Site;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Customers with money in a shop with goods; each order is of one of them, with a key of its own.
 */
public final class Buyers {
  /** So many that they are seldom in each other's way; each costs two hashes of a password. */
  private static final int CUSTOMERS = 16;

  private static final int PRODUCTS = 64;
  private static final long FORTUNE = 1_000_000_000_000L;
  private static final long STOCK = 1_000_000_000;
  private static final int PATIENCE_SECONDS = 120;
  private static final int WAIT_SECONDS = 9;

  private final Vertx vertx;
  private final HttpClient http;
  private final String host;
  private final int port;
  private final List<String> tokens = new ArrayList<>();
  private final List<Buffer> orders = new ArrayList<>();

  /**
   * None of them is there yet.
   *
   * @param most connections at once
   */
  public Buyers(Vertx vertx, URI gateway, int most) {
    this.vertx = vertx;
    this.host = gateway.getHost();
    this.port = gateway.getPort();
    this.http = vertx.createHttpClient(
        new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(most));
  }

  /** Registers them, and puts goods on the shelves. */
  public void open() throws Exception {
    String admin = login("admin@sennit.local", Site.PASSWORD);
    for (int i = 0; i < PRODUCTS; i++) {
      JsonObject product = new JsonObject()
          .put("sku", "bench-" + i)
          .put("name", "Product " + i)
          .put("price", money(100 + i))
          .put("stock", STOCK);
      String id = asked("/product", admin, product).getString("id");
      JsonObject line = new JsonObject().put("productId", id).put("quantity", 1);
      orders.add(new JsonObject().put("items", new JsonArray().add(line)).toBuffer());
    }
    for (int i = 0; i < CUSTOMERS; i++) {
      String email = "buyer-" + i + "@example.org";
      JsonObject user = new JsonObject()
          .put("name", "Buyer " + i)
          .put("email", email)
          .put("password", Site.PASSWORD);
      String id = asked("/user", "", user).getString("id");
      asked("/account/" + id + "/deposit", admin, money(FORTUNE));
      tokens.add(login(email, Site.PASSWORD));
    }
  }

  /** Places an order; with a wait, its end is waited for, which must be a good one. */
  public Future<?> order(int wait) {
    ThreadLocalRandom chance = ThreadLocalRandom.current();
    String token = tokens.get(chance.nextInt(CUSTOMERS));
    Buffer order = orders.get(chance.nextInt(PRODUCTS));
    return http.request(HttpMethod.POST, port, host, "/order").compose(request -> {
      with(request, token)
          .putHeader("idempotency-key", new UUID(chance.nextLong(), chance.nextLong()).toString());
      if (wait > 0) {
        request.putHeader("prefer", "wait=" + wait);
      }
      return request.send(order).compose(response -> placed(response, wait));
    });
  }

  /** Places orders one after another, so many at once, and waits for the end of each. */
  Measured await(int clients, Duration time) throws Exception {
    Measured measured = new Load(vertx, clients).run(() -> order(WAIT_SECONDS), time);
    if (measured.failures() > 0) {
      throw new IllegalStateException(
          measured.failures() + " orders failed, " + measured.calls() + " did not");
    }
    return measured;
  }

  private static Future<?> placed(HttpClientResponse response, int wait) {
    return response
        .body()
        .compose(body ->
            response.statusCode() == 201 && (wait == 0 || body.toString().contains("\"CONFIRMED\""))
                ? Future.succeededFuture(body)
                : Future.failedFuture(response.statusCode() + " " + body));
  }

  /** What proves who each of them is. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** What they order, as JSON. */
  List<String> orders() {
    return orders.stream().map(Buffer::toString).toList();
  }

  private String login(String email, String password) throws Exception {
    JsonObject who = new JsonObject().put("email", email).put("password", password);
    return asked("/login", "", who).getString("token");
  }

  private JsonObject asked(String path, String token, JsonObject body) throws Exception {
    return http.request(HttpMethod.POST, port, host, path)
        .compose(request -> with(request, token)
            .send(body.toBuffer())
            .compose(response -> response
                .body()
                .compose(answer -> response.statusCode() < 300
                    ? Future.succeededFuture(answer.toJsonObject())
                    : Future.failedFuture(path + ": " + response.statusCode() + " " + answer))))
        .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static HttpClientRequest with(HttpClientRequest request, String token) {
    request.putHeader("content-type", "application/json");
    return token.isEmpty() ? request : request.putHeader("authorization", "Bearer " + token);
  }

  private static JsonObject money(long amount) {
    return new JsonObject().put("amount", amount).put("currency", "EUR");
  }
}
