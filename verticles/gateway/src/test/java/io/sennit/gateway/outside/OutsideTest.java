package io.sennit.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.client.Outlook;
import io.sennit.mesh.policy.BadPolicies;
import io.sennit.testkit.Wait;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two HTTP servers outside of the mesh behind a gateway. */
class OutsideTest {
  private static final String ROUTE = "{\"route\": \"ANY /legacy/{id}\", \"access\": \"anyone\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Origin> origins = new ArrayList<>();
  private Vertx vertx;
  private Mesh mesh;
  private Gateway gateway;

  /** A server outside, which can be told to behave badly. */
  private static final class Origin {
    final AtomicInteger asked = new AtomicInteger();
    volatile int status = 200;
    volatile boolean healthy = true;
    final HttpServer server;
    int port;

    Origin(Vertx vertx) {
      server = vertx.createHttpServer().requestHandler(this::answer).webSocketHandler(socket -> {
        socket.frameHandler(frame -> echo(socket, frame));
      });
      port = server.listen(0, "127.0.0.1").await().actualPort();
    }

    private static void echo(io.vertx.core.http.ServerWebSocket socket, WebSocketFrame frame) {
      if (frame.isText()) {
        socket.writeTextMessage("heard " + frame.textData());
      }
    }

    private void answer(HttpServerRequest request) {
      if (request.path().equals("/health")) {
        request.response().setStatusCode(healthy ? 200 : 500).end();
        return;
      }
      asked.incrementAndGet();
      request.body().onSuccess(body -> {
        JsonObject seen = new JsonObject();
        request
            .headers()
            .forEach((name, value) -> seen.put(name.toLowerCase(java.util.Locale.ROOT), value));
        JsonObject told = new JsonObject()
            .put("uri", request.uri())
            .put("method", request.method().name())
            .put("length", body.length())
            .put("headers", seen);
        request
            .response()
            .setStatusCode(status)
            .putHeader("x-origin", "yes")
            .putHeader("server", "old/1.0")
            .putHeader("connection", "x-hop")
            .putHeader("x-hop", "1")
            .end(told.encode());
      });
    }
  }

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    mesh = Mesh.start(vertx, MeshOptions.named("one")).await();
    origins.add(new Origin(vertx));
    origins.add(new Origin(vertx));
  }

  @AfterEach
  void stop() {
    gateway.close().eventually(mesh::close).eventually(vertx::close).await();
  }

  private void open(String more, String... routes) {
    JsonArray targets = new JsonArray();
    origins.forEach(
        origin -> targets.add(new JsonObject().put("url", "http://127.0.0.1:" + origin.port)));
    JsonObject service = new JsonObject(more.isEmpty() ? "{}" : more)
        .put("name", "legacy")
        .put("origins", targets)
        .put("routes", new JsonArray("[" + String.join(",", routes) + "]"));
    GatewayRules rules =
        GatewayRules.read(new JsonObject().put("outside", new JsonArray().add(service)));
    gateway = Gateway.start(
            vertx,
            GatewayOptions.at("127.0.0.1", 0).grace(Duration.ofMillis(100)).rules(rules),
            mesh,
            new SimpleMeterRegistry(),
            1)
        .await();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  @Test
  void aRequestGoesThereAndItsAnswerComesBack() {
    open("", ROUTE);
    HttpResponse<String> answer =
        send(request("/legacy/a%20b?x=1").POST(BodyPublishers.ofString("12345")));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject told = new JsonObject(answer.body());
    assertThat(told.getString("uri")).isEqualTo("/legacy/a%20b?x=1");
    assertThat(told.getString("method")).isEqualTo("POST");
    assertThat(told.getInteger("length")).isEqualTo(5);
    assertThat(answer.headers().map()).containsKeys("x-origin", "traceparent");
    assertThat(answer.headers().map()).doesNotContainKeys("server", "x-hop");
  }

  @Test
  void nobodyCanPassForSomebodyElse() {
    open("", ROUTE);
    JsonObject headers = new JsonObject(send(request("/legacy/1")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-User", "admin")
                .header("Forwarded", "for=203.0.113.9")
                .header("X-Real-IP", "203.0.113.9")
                .header("Sennit-Identity", "admin")
                .header("X-Sennit-Roles", "admin")
                .header("X-Api-Key", "secret")
                .header("Accept", "text/plain"))
            .body())
        .getJsonObject("headers");
    assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
    assertThat(headers.getString("accept")).isEqualTo("text/plain");
    assertThat(headers.getString("traceparent")).isNotBlank();
    assertThat(headers.fieldNames())
        .doesNotContain(
            "x-forwarded-user",
            "forwarded",
            "x-real-ip",
            "sennit-identity",
            "x-sennit-roles",
            "x-api-key");
  }

  @ParameterizedTest
  @CsvSource({"/v2/{id},/v2/7?q=1", "/,/?q=1", "/{id}/of/{id},/7/of/7?q=1"})
  void aRouteMayLeadToAnotherPath(String rewrite, String uri) {
    open(
        "",
        "{\"route\":\"GET /legacy/{id}\",\"access\":\"anyone\",\"rewrite\":\"" + rewrite + "\"}");
    assertThat(new JsonObject(send(request("/legacy/7?q=1")).body()).getString("uri"))
        .isEqualTo(uri);
  }

  @Test
  void requestsAreSharedAndOneThatIsGoneIsLeftOut() {
    open("", ROUTE);
    for (int i = 0; i < 40; i++) {
      assertThat(send(request("/legacy/1")).statusCode()).isEqualTo(200);
    }
    assertThat(origins).allSatisfy(origin -> assertThat(origin.asked).hasPositiveValue());
    origins.get(0).server.close().await();
    for (int i = 0; i < 40; i++) {
      assertThat(send(request("/legacy/1")).statusCode()).isEqualTo(200);
    }
    // Nothing of a body has gone where no connection could be made.
    for (int i = 0; i < 10; i++) {
      assertThat(send(request("/legacy/1").POST(BodyPublishers.ofString("x"))).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void whatCanBeRepeatedIsAskedOfAnotherOne() {
    open("", ROUTE);
    origins.get(0).status = 503;
    for (int i = 0; i < 10; i++) {
      assertThat(send(request("/legacy/1")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatCannotBeRepeatedIsAnsweredAsItWas() {
    open("", ROUTE);
    origins.forEach(origin -> origin.status = 503);
    HttpResponse<String> answer = send(request("/legacy/1").POST(BodyPublishers.ofString("x")));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().map()).containsKey("x-origin");
    assertThat(origins.get(0).asked.get() + origins.get(1).asked.get()).isEqualTo(1);
  }

  @Test
  void oneThatKeepsFailingIsOpenedAndSeenByOperators() {
    open("", ROUTE);
    origins.forEach(origin -> origin.status = 500);
    Wait.until("a breaker opens", () -> {
      send(request("/legacy/1"));
      return mesh.client().outlooks().stream()
              .filter(outlook -> outlook.service().equals("legacy"))
              .flatMap(outlook -> outlook.instances().stream())
              .mapToLong(Outlook.InstanceOutlook::trips)
              .sum()
          > 0;
    });
  }

  @Test
  void withoutAnInstanceItIsNotAvailable() {
    open("", ROUTE);
    origins.forEach(origin -> origin.server.close().await());
    HttpResponse<String> answer = send(request("/legacy/1"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().map()).containsKey("retry-after");
    // Where it is, is nobody's business.
    assertThat(answer.body()).contains("legacy").doesNotContain("127.0.0.1");
  }

  @Test
  void oneThatIsNotWellGetsNothingUntilItIs() {
    open("{\"health\":{\"path\":\"/health\",\"every\":\"100ms\"}}", ROUTE);
    origins.get(0).healthy = false;
    Wait.until("one is left out", () -> instances() == 1);
    int before = origins.get(0).asked.get();
    for (int i = 0; i < 10; i++) {
      send(request("/legacy/1"));
    }
    assertThat(origins.get(0).asked).hasValue(before);
    origins.get(0).healthy = true;
    Wait.until("it is back", () -> instances() == 2);
  }

  private int instances() {
    return mesh.client().outlooks().stream()
        .filter(outlook -> outlook.service().equals("legacy"))
        .mapToInt(outlook -> outlook.instances().size())
        .sum();
  }

  @Test
  void aLargeBodyIsPassedOnAsItComes() {
    open("", ROUTE);
    long size = 32L << 20;
    HttpResponse<String> answer =
        send(request("/legacy/1").POST(BodyPublishers.ofInputStream(() -> new Zeros(size))));
    assertThat(new JsonObject(answer.body()).getLong("length")).isEqualTo(size);
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      int count = (int) Math.min(length, left);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  @Test
  void aBodyOfHttp2NeedsNoLengthToArrive() throws Exception {
    open("", ROUTE);
    // Vert.x closes a client that nobody refers to any more.
    HttpClientAgent client = vertx.createHttpClient(new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setHttp2ClearTextUpgrade(false));
    Buffer answer = client
        .request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/legacy/1")
        .compose(request -> {
          request.setChunked(true).write(Buffer.buffer("12345"));
          return request.end(Buffer.buffer("67890")).compose(sent -> request.response());
        })
        .compose(response -> response.body())
        .eventually(client::close)
        .await(10, TimeUnit.SECONDS);
    assertThat(answer.toJsonObject().getInteger("length")).isEqualTo(10);
  }

  @Test
  void pagesOfOtherOriginsOpenNoWebSocketUnlessTheRulesNameThem() {
    open("", ROUTE);
    WebSocketConnectOptions options = new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(gateway.port())
        .setURI("/legacy/7")
        .addHeader("origin", "https://evil.example");

    WebSocketClient client = vertx.createWebSocketClient();
    assertThatThrownBy(() -> client.connect(options).eventually(client::close).await())
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> assertThat(refused.getStatus()).isEqualTo(403));
  }

  @Test
  void aWebSocketIsPassedThrough() throws Exception {
    open("", ROUTE);
    Promise<String> heard = Promise.promise();
    WebSocketClient client = vertx.createWebSocketClient();
    client
        .connect(new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(gateway.port())
            .setURI("/legacy/chat"))
        .compose(socket -> {
          socket.textMessageHandler(heard::tryComplete);
          return socket.writeTextMessage("hello");
        })
        .onFailure(heard::tryFail);
    assertThat(heard.future().await(10, TimeUnit.SECONDS)).isEqualTo("heard hello");
    // A talk does not keep a gateway from stopping.
    gateway.close().await(10, TimeUnit.SECONDS);
    client.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aClientThatGoesAwayTakesItsRequestBack() throws Exception {
    Promise<Void> broken = Promise.promise();
    Promise<Void> asked = Promise.promise();
    HttpServer slow = vertx.createHttpServer().requestHandler(request -> {
      request.response().exceptionHandler(gone -> broken.tryComplete());
      asked.tryComplete();
    });
    origins.clear();
    Origin origin = new Origin(vertx);
    origin.port = slow.listen(0, "127.0.0.1").await().actualPort();
    origins.add(origin);
    open("", ROUTE);
    NetClient client = vertx.createNetClient();
    client
        .connect(gateway.port(), "127.0.0.1")
        .compose(socket -> socket
            .write(Buffer.buffer("GET /legacy/1 HTTP/1.1\r\nHost: a\r\n\r\n"))
            .compose(written -> asked.future())
            .compose(begun -> socket.close()));
    assertThat(broken.future().await(10, TimeUnit.SECONDS)).isNull();
    client.close().await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\",\"origins\":[{\"url\":\"http://h\"}],\"routes\":[{\"route\":\"GET /a\"}]}|has no access",
        "{\"name\":\"A b\",\"origins\":[{\"url\":\"http://h\"}]}|use lower-case letters",
        "{\"name\":\"a\"}|has no origins",
        "{\"name\":\"a\",\"origins\":[{\"url\":\"ftp://h\"}]}|http://host:port",
        "{\"name\":\"a\",\"origins\":[{\"url\":\"http://u:p@h\"}]}|http://host:port",
        "{\"name\":\"a\",\"origins\":[{\"url\":\"http://h\"}],\"routes\":[{\"route\":\"GET /{x}\",\"access\":\"anyone\",\"rewrite\":\"/{y}\"}]}|names a parameter",
        "{\"name\":\"a\",\"origins\":[{\"url\":\"http://h\"}],\"routes\":[{\"route\":\"fetch it\",\"access\":\"anyone\"}]}|a method or ANY",
      })
  void whatCannotBeIsRefusedWithItsReason(String service, String reason) {
    gateway = Gateway.start(
            vertx, GatewayOptions.at("127.0.0.1", 0), mesh, new SimpleMeterRegistry(), 1)
        .await();
    JsonObject rules =
        new JsonObject().put("outside", new JsonArray().add(new JsonObject(service)));
    assertThatThrownBy(() -> GatewayRules.read(rules))
        .isInstanceOf(BadPolicies.class)
        .hasMessageContaining(reason);
  }
}
