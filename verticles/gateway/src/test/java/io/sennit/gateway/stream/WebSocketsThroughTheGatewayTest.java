package io.sennit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.stream.Close;
import io.sennit.testkit.Chunks;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets through a gateway on one node to a service on another. */
class WebSocketsThroughTheGatewayTest {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final FilingService service = new FilingService();
  private TestCluster cluster;
  private TestNode door;
  private TestNode host;
  private Gateway gateway;
  private Vertx outside;
  private WebSocketClient client;

  @BeforeEach
  void start() {
    outside = Vertx.vertx();
    client = outside.createWebSocketClient();
    cluster = TestCluster.of(2);
    door = cluster.node(0);
    host = cluster.node(1).host(() -> service);
    cluster.awaitInstances("filing", 1);
    gateway = gateway("{}");
  }

  private Gateway gateway(String routes) {
    return Wait.forResult(Gateway.start(
        door.vertx(),
        GatewayOptions.at("127.0.0.1", 0)
            .grace(Duration.ofMillis(100))
            .rules(GatewayRules.read(new JsonObject().put("routes", new JsonObject(routes)))),
        door.mesh(),
        new SimpleMeterRegistry(),
        2));
  }

  private void restart(String routes) {
    Wait.forResult(gateway.close());
    gateway = gateway(routes);
  }

  @AfterEach
  void stop() {
    Wait.forResult(gateway.close());
    cluster.close();
    Wait.forResult(outside.close());
  }

  @Test
  void messagesGoBothWaysAndKeepTheirKindAndOrder() {
    Talk talk = talk("/talk/ann");

    for (int i = 0; i < 100; i++) {
      talk.socket.writeTextMessage("ü" + i);
    }
    // More than a frame: it is put together on its way.
    talk.socket.writeBinaryMessage(Chunks.bytes(0, 100_000));

    Wait.until("all came back", () -> talk.binaries.size() == 1);
    assertThat(talk.texts).hasSize(100).startsWith("ann heard ü0").endsWith("ann heard ü99");
    assertThat(talk.binaries).containsExactly(Chunks.bytes(0, 100_000));
  }

  @Test
  void aMessageMayComeInOneFrame() {
    client = outside.createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(200_000));
    Talk talk = talk("/talk/ann");

    talk.socket.writeBinaryMessage(Chunks.bytes(0, 100_000));

    Wait.until("it came back", () -> talk.binaries.size() == 1);
    assertThat(talk.binaries).containsExactly(Chunks.bytes(0, 100_000));
  }

  @Test
  void eitherSideClosesWithACodeAndAReason() {
    Talk byClient = talk("/talk/ann");
    byClient.socket.close((short) 4007, "done");
    Wait.until("the service was told", () -> service.closed.size() == 1);
    assertThat(service.closed).containsExactly(new Close(4007, "done"));

    Talk byService = talk("/talk/ann");
    byService.socket.writeTextMessage("close");
    byService.awaitClosed(4001);
    assertThat(byService.socket.closeReason()).isEqualTo("as you like");
    Wait.until("the service was told", () -> service.closed.size() == 2);
    assertNothingIsLeft();
  }

  @Test
  void aClientThatGoesAwayWithoutAWordIsTold() throws Exception {
    try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      raw.getOutputStream().write(upgrade("/talk/ann", "13", KEY).getBytes(StandardCharsets.UTF_8));
      assertThat(new String(raw.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 101");
      Wait.until("the service talks with it", () -> service.talks.get() == 1);
    }

    Wait.until("the service was told", () -> service.closed.size() == 1);
    assertThat(service.closed.get(0).code()).isEqualTo(Close.LOST);
    assertNothingIsLeft();
  }

  @Test
  void whoMayNotIsRefusedBeforeTheUpgrade() {
    assertThat(refused(options("/members"))).isEqualTo(401);
    assertThat(service.talks).hasValue(0);
  }

  @Test
  void whatTheSchemaRefusesIsRefusedBeforeTheUpgrade() {
    assertThat(refused(options("/talk/ann?loud=yes"))).isEqualTo(422);
    assertThat(refused(options("/nowhere"))).isEqualTo(404);
  }

  @Test
  void onlyPagesOfTheSameOriginMayOpenOne() {
    String own = "http://127.0.0.1:" + gateway.port();

    assertThat(refused(options("/talk/ann").addHeader("origin", "https://evil.example")))
        .isEqualTo(403);
    assertThat(refused(options("/talk/ann").addHeader("origin", "null"))).isEqualTo(403);
    Wait.forResult(client.connect(options("/talk/ann").addHeader("origin", own)));
  }

  @Test
  void pagesOfOriginsThatTheRouteNamesMayToo() {
    restart("""
        {"filing.talk": {"cors": {"origins": ["https://shop.example", "https://*.example.org"]}}}""");

    for (String named : List.of("https://shop.example", "https://a.example.org")) {
      Wait.forResult(client.connect(options("/talk/ann").addHeader("origin", named)));
    }
    for (String other : List.of("https://shop.example.evil", "http://shop.example", "null")) {
      assertThat(refused(options("/talk/ann").addHeader("origin", other))).isEqualTo(403);
    }
    assertThat(refused(options("/flood").addHeader("origin", "https://shop.example")))
        .as("another route's rules")
        .isEqualTo(403);
  }

  @Test
  void anyPageMayOnlyWhereNothingShowsWhoItsVisitorIs() {
    restart("{\"*\": {\"cors\": {\"origins\": [\"*\"]}}}");
    String any = "https://any.example";

    Wait.forResult(client.connect(options("/talk/ann").addHeader("origin", any)));
    assertThat(refused(options("/talk/ann").addHeader("origin", any).addHeader("cookie", "a=b")))
        .isEqualTo(403);
    assertThat(refused(options("/talk/ann").addHeader("origin", "null"))).isEqualTo(403);
  }

  @Test
  void theBestSubprotocolIsSpokenThatTheClientOffers() {
    assertThat(versions("talk.v1", "talk.v2")).isEqualTo("talk.v2: speaks 'talk.v2'");
    assertThat(versions("other", "talk.v1")).isEqualTo("talk.v1: speaks 'talk.v1'");
    assertThat(versions()).isEqualTo(": speaks ''");
  }

  @Test
  void aSubprotocolThatNobodySpeaksIsNotAgreedOn() throws Exception {
    String request = upgrade("/versions", "13", KEY)
        .replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: talk.v3, talk\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      assertThat(head.toString().toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 101 ")
          .doesNotContain("sec-websocket-protocol");
    }
  }

  private String versions(String... offered) {
    Promise<String> heard = Promise.promise();
    WebSocket socket = Wait.forResult(
        client.connect(options("/versions").setSubProtocols(List.of(offered))).map(opened -> {
          opened.textMessageHandler(heard::tryComplete);
          return opened;
        }));
    return socket.subProtocol() + ": " + Wait.forResult(heard.future());
  }

  @Test
  void aRequestThatAsksForNoUpgradeIsTold() throws Exception {
    HttpResponse<String> response = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/talk/ann"))
                .version(HttpClient.Version.HTTP_1_1)
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.headers().firstValue("upgrade")).hasValue("websocket");
    assertThat(response.body()).contains("\"status\":426");
  }

  @ParameterizedTest
  @CsvSource({"8, " + KEY + ", 426", "13, short, 400", "13, '', 400"})
  void aHandshakeThatIsNoneIsRefused(String version, String key, int status) throws Exception {
    assertThat(raw(upgrade("/talk/ann", version, key))).startsWith("HTTP/1.1 " + status + " ");
    assertThat(service.talks).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {100_001, 900_000})
  void aMessageThatIsTooLongClosesTheWebSocket(int length) {
    Talk talk = talk("/talk/ann");

    talk.socket.writeBinaryMessage(Chunks.bytes(0, length));

    talk.awaitClosed(1009);
    Wait.until("the service was told", () -> service.closed.size() == 1);
    assertThat(service.closed.get(0).code()).isEqualTo(1009);
  }

  @Test
  void aFrameOutOfTurnEndsTheWebSocket() {
    Talk talk = talk("/talk/ann");

    talk.socket.writeFrame(WebSocketFrame.textFrame("begun", false));
    talk.socket.writeFrame(WebSocketFrame.textFrame("out of turn", true));

    // The decoder does not wait for a close frame to be sent.
    Wait.until("it is closed", () -> talk.closed);
    Wait.until("the service was told", () -> service.closed.size() == 1);
    assertNothingIsLeft();
  }

  @Test
  void aClientThatDoesNotReadStopsTheService() {
    WebSocket socket = Wait.forResult(client.connect(options("/flood")).map(opened -> {
      opened.pause();
      return opened;
    }));
    AtomicLong got = new AtomicLong();
    socket.binaryMessageHandler(bytes -> got.addAndGet(bytes.length()));

    long[] last = {-1, 0};
    Wait.until("the service stands still", () -> {
      last[1] = service.full.get() > 0 && service.flooded.get() == last[0] ? last[1] + 1 : 0;
      last[0] = service.flooded.get();
      return last[1] > 40;
    });
    long before = service.flooded.get();
    assertThat(before).isLessThan(24L << 20);
    assertThat(door.mesh().streams().counters().mostBytesHeld()).isLessThan(800_000);

    socket.resume();
    Wait.until("it goes on", () -> service.flooded.get() > before && got.get() > before);
    socket.close();
  }

  @Test
  void aGatewayThatStopsClosesWebSocketsAndLetsNoneIn() {
    Talk talk = talk("/talk/ann");

    Future<Void> stopped = gateway.close();

    talk.awaitClosed(Close.GOING_AWAY);
    Wait.until("the service was told", () -> service.closed.size() == 1);
    assertThat(service.closed.get(0).code()).isEqualTo(Close.GOING_AWAY);
    Wait.forResult(stopped);
    assertNothingIsLeft();
  }

  @Test
  void aNodeThatIsLostClosesItsWebSockets() {
    Talk talk = talk("/talk/ann");

    cluster.kill(host);

    talk.awaitClosed(1013);
  }

  @Test
  void aNodeThatDrainsSendsItsClientsElsewhere() {
    Talk talk = talk("/talk/ann");

    Wait.forResult(host.mesh().drain());

    talk.awaitClosed(Close.GOING_AWAY);
  }

  private WebSocketConnectOptions options(String uri) {
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(gateway.port())
        .setHeaders(MultiMap.caseInsensitiveMultiMap())
        .setURI(uri);
  }

  private int refused(WebSocketConnectOptions options) {
    return catchThrowableOfType(
            UpgradeRejectedException.class, () -> Wait.forResult(client.connect(options)))
        .getStatus();
  }

  private static String upgrade(String path, String version, String key) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: " + version
        + "\r\nSec-WebSocket-Key: " + key + "\r\n\r\n";
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(13), StandardCharsets.UTF_8);
    }
  }

  private void assertNothingIsLeft() {
    for (TestNode node : List.of(door, host)) {
      Wait.until(
          "no stream is left on " + node,
          () -> node.mesh().streams().counters().open() == 0
              && node.mesh().streams().counters().bytesHeld() == 0);
    }
  }

  private Talk talk(String uri) {
    return Wait.forResult(client.connect(options(uri)).map(Talk::new));
  }

  /** A client's WebSocket with what came of it. */
  private static final class Talk {
    final WebSocket socket;
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<Buffer> binaries = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Talk(WebSocket socket) {
      this.socket = socket;
      socket.textMessageHandler(texts::add);
      socket.binaryMessageHandler(binaries::add);
      socket.closeHandler(v -> closed = true);
    }

    void awaitClosed(int code) {
      Wait.until("it is closed", () -> closed);
      assertThat(socket.closeStatusCode()).isEqualTo((short) code);
    }
  }
}
