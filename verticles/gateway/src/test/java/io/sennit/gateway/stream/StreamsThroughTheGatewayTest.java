package io.sennit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.stream.StreamCounters;
import io.sennit.testkit.Chunks;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads and downloads through a gateway on one node to a service on another. */
class StreamsThroughTheGatewayTest {
  private static final long BIG = FilingService.LONGEST;

  /** What the two ends of one stream hold: a window each, and a piece. */
  private static final long BOUND = 2 * (256 + 64) * 1024 + 64 * 1024;

  /** What the sockets between a producer and a reader that stops can take, at most. */
  private static final long SOCKETS = 24L << 20;

  private static final List<HttpClient> CLIENTS = new CopyOnWriteArrayList<>();
  private static final FilingService SERVICE = new FilingService();
  private static TestCluster cluster;
  private static TestNode door;
  private static TestNode host;
  private static Gateway gateway;
  private static Vertx outside;

  /** How clients talk. */
  enum Client {
    HTTP_1(HttpVersion.HTTP_1_1),
    HTTP_2(HttpVersion.HTTP_2);

    private final HttpVersion version;

    Client(HttpVersion version) {
      this.version = version;
    }

    HttpClient open() {
      HttpClient client = outside.createHttpClient(
          new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
      // Vert.x closes a client that nobody refers to any more, with its connections.
      CLIENTS.add(client);
      return client;
    }
  }

  @BeforeAll
  static void start() {
    outside = Vertx.vertx();
    cluster = TestCluster.of(2);
    door = cluster.node(0);
    host = cluster.node(1).host(() -> SERVICE);
    cluster.awaitInstances("filing", 1);
    gateway = gateway(GatewayRules.DEFAULT);
  }

  private static Gateway gateway(GatewayRules rules) {
    return Wait.forResult(Gateway.start(
        door.vertx(),
        GatewayOptions.at("127.0.0.1", 0).grace(Duration.ofMillis(100)).rules(rules),
        door.mesh(),
        new SimpleMeterRegistry(),
        2));
  }

  @AfterAll
  static void stop() {
    Wait.forResult(gateway.close());
    cluster.close();
    Wait.forResult(outside.close());
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void anAnswerMayBeSilentForAsLongAsItsOperationAllows(Client client) {
    Gateway strict =
        gateway(GatewayRules.read(new JsonObject("{\"door\": {\"pace\": {\"silence\": \"1s\"}}}")));
    int port = strict.port();

    Buffer body = Wait.forResult(client
        .open()
        .request(HttpMethod.GET, port, "127.0.0.1", "/late")
        .compose(request -> request.send().compose(HttpClientResponse::body)));

    assertThat(body.length()).isEqualTo(10);
    Wait.forResult(strict.close());
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aLargeUploadArrivesWholeAndIsNeverHeldWhole(Client client) {
    HttpClientRequest request = request(client, HttpMethod.PUT, "/file/a%20b");
    request.setChunked(true).putHeader("content-type", "image/png");
    Future<HttpClientResponse> response = response(request);

    Chunks.of(outside, BIG).pipeTo(request);

    JsonObject answer = json(Wait.forResult(response), 201);
    assertThat(answer.getLong("bytes")).isEqualTo(BIG);
    assertThat(answer.getLong("wrong")).isZero();
    assertThat(answer.getString("id")).isEqualTo("a b");
    assertThat(answer.getString("type")).isEqualTo("image/png");
    assertLittleWasHeld();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aLargeDownloadArrivesWholeAndIsNeverHeldWhole(Client client) {
    HttpClientResponse response = sent(request(client, HttpMethod.GET, "/file?bytes=" + BIG));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("content-type")).isEqualTo("application/octet-stream");
    assertThat(response.getHeader("etag")).isEqualTo("\"1\"");
    assertThat(response.getHeader("traceparent")).isNotNull();
    Reading reading = new Reading(response);
    response.resume();
    assertThat(Wait.forResult(reading.end.future())).isEqualTo(BIG);
    assertThat(reading.wrong).hasValue(0);
    assertLittleWasHeld();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aSlowReaderStopsTheProducer(Client client) {
    HttpClientResponse response = sent(request(client, HttpMethod.GET, "/file?bytes=" + (BIG * 4)));
    Chunks chunks = SERVICE.made.get(SERVICE.made.size() - 1);

    long pauses = waitForStandstill(chunks);

    assertThat(chunks.made()).isLessThan(SOCKETS);
    Reading reading = new Reading(response);
    response.resume();
    Wait.until("the producer goes on", () -> chunks.pauses() > pauses);
    assertThat(reading.bytes.get()).isPositive();
    assertThat(reading.wrong).hasValue(0);
    response.request().reset();
    assertNothingIsLeft();
  }

  /** The sockets between them fill slowly; what stands still is held by nobody's being quick. */
  private static long waitForStandstill(Chunks chunks) {
    long[] last = {-1, 0};
    Wait.until("the producer stands still", () -> {
      boolean still = chunks.isPaused() && chunks.made() == last[0];
      last[1] = still ? last[1] + 1 : 0;
      last[0] = chunks.made();
      return last[1] > 40;
    });
    return chunks.pauses();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aClientThatGoesAwayCancelsItsUpload(Client client) {
    int before = SERVICE.cancelled.get();
    long read = SERVICE.read.get();
    HttpClientRequest request = request(client, HttpMethod.PUT, "/file/1").setChunked(true);
    request.write(Chunks.bytes(0, 100_000));
    Wait.until("some of it has arrived", () -> SERVICE.read.get() >= read + 100_000);

    request.reset();

    Wait.until("the service was told", () -> SERVICE.cancelled.get() == before + 1);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aClientThatGoesAwayCancelsItsDownload(Client client) {
    int before = SERVICE.cancelled.get();
    HttpClientResponse response = sent(request(client, HttpMethod.GET, "/file?bytes=" + BIG));

    response.request().reset();

    Wait.until("the service was told", () -> SERVICE.cancelled.get() == before + 1);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aBodyOverTheBoundOfItsOperationIsRefused(Client client) {
    HttpClientRequest announced = request(client, HttpMethod.POST, "/small");
    announced.putHeader("content-length", "1001");
    Future<HttpClientResponse> refused = response(announced);
    announced.sendHead();
    assertThat(json(Wait.forResult(refused), 413).getString("detail")).contains("1000 bytes");
    announced.reset();

    HttpClientRequest streamed = request(client, HttpMethod.POST, "/small").setChunked(true);
    Future<HttpClientResponse> broken = response(streamed);
    streamed.write(Chunks.bytes(0, 900));
    streamed.write(Chunks.bytes(900, 101));
    json(Wait.forResult(broken), 413);
    streamed.reset();

    assertThat(json(send(client, HttpMethod.POST, "/small", Chunks.bytes(0, 1_000)), 201)
            .getLong("wrong"))
        .isZero();
  }

  @Test
  void aWholeBodyIsBoundedAsItsOperationSays() {
    Buffer large = new JsonObject().put("text", "x".repeat(2 << 20)).toBuffer();

    assertThat(sendJson("/few", new JsonObject().put("t", "x").toBuffer()).statusCode())
        .isEqualTo(204);
    json(sendJson("/few", new JsonObject().put("text", "x").toBuffer()), 413);
    assertThat(sendJson("/many", large).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void anAnswerThatBreaksOffDoesNotPassForWhole(Client client) {
    for (String path : List.of("/broken", "/short")) {
      HttpClientRequest request = request(client, HttpMethod.GET, path);
      Future<Reading> answered = request.response().map(Reading::new);
      request.end();
      Reading reading = Wait.forResult(answered);
      assertThat(reading.status).isEqualTo(200);
      assertThat(catchThrowable(() -> Wait.forResult(reading.end.future())))
          .as(path)
          .isNotNull();
    }
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void aServiceMayAnswerWithoutWantingTheBody(Client client) {
    HttpClientRequest request = request(client, HttpMethod.POST, "/hasty").setChunked(true);
    Future<HttpClientResponse> response = response(request);
    request.write(Chunks.bytes(0, 100));

    json(Wait.forResult(response), 202);
    request.end();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void bothBodiesMayBeUnderWayAtOnce(Client client) {
    HttpClientRequest request = request(client, HttpMethod.POST, "/echo").setChunked(true);
    Future<HttpClientResponse> answered = response(request);
    request.sendHead();
    HttpClientResponse response = Wait.forResult(answered);
    Reading reading = new Reading(response);
    response.resume();

    request.write(Chunks.bytes(0, 10));
    Wait.until("it came back", () -> reading.bytes.get() == 10);
    request.end(Chunks.bytes(10, 5));

    assertThat(Wait.forResult(reading.end.future())).isEqualTo(15);
    assertThat(reading.wrong).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void headAnswersWithoutABody(Client client) {
    HttpClientResponse response = sent(request(client, HttpMethod.HEAD, "/file?bytes=" + BIG));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("etag")).isEqualTo("\"1\"");
    response.resume();
    assertThat(Wait.forResult(response.body()).length()).isZero();
    assertNothingIsLeft();
  }

  @Test
  void whatTheOperationDoesNotTakeIsRefusedBeforeItsBody() {
    json(send(Client.HTTP_1, HttpMethod.GET, "/file?bytes=many", Buffer.buffer()), 422);
  }

  @Test
  void aSenderThatTricklesIsRefused() {
    Gateway strict = gateway(
        GatewayRules.read(new JsonObject().put("door", new JsonObject().put("bodyTime", "200ms"))));
    HttpClientRequest request = Wait.forResult(
            Client.HTTP_1.open().request(HttpMethod.PUT, strict.port(), "127.0.0.1", "/file/1"))
        .setChunked(true);
    Future<HttpClientResponse> response = response(request);

    request.write(Buffer.buffer("a"));

    assertThat(json(Wait.forResult(response), 400).getString("detail")).contains("too slowly");
    Wait.forResult(strict.close());
  }

  private static HttpClientRequest request(Client client, HttpMethod method, String path) {
    return Wait.forResult(client.open().request(method, gateway.port(), "127.0.0.1", path));
  }

  /** The response, which waits to be read. */
  private static Future<HttpClientResponse> response(HttpClientRequest request) {
    return request.response().map(StreamsThroughTheGatewayTest::paused);
  }

  private static HttpClientResponse paused(HttpClientResponse response) {
    response.pause();
    return response;
  }

  private static HttpClientResponse sent(HttpClientRequest request) {
    Future<HttpClientResponse> response = response(request);
    request.end();
    return Wait.forResult(response);
  }

  private static HttpClientResponse send(
      Client client, HttpMethod method, String path, Buffer body) {
    return Wait.forResult(
        request(client, method, path).send(body).map(StreamsThroughTheGatewayTest::paused));
  }

  private static HttpClientResponse sendJson(String path, Buffer body) {
    return Wait.forResult(request(Client.HTTP_1, HttpMethod.POST, path)
        .putHeader("content-type", "application/json")
        .send(body)
        .map(StreamsThroughTheGatewayTest::paused));
  }

  private static JsonObject json(HttpClientResponse response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    Future<Buffer> body = response.body();
    response.resume();
    return Wait.forResult(body).toJsonObject();
  }

  private static StreamCounters counters(TestNode node) {
    return node.mesh().streams().counters();
  }

  private static void assertLittleWasHeld() {
    assertThat(counters(door).mostBytesHeld()).isPositive().isLessThan(BOUND);
    assertThat(counters(host).mostBytesHeld()).isPositive().isLessThan(BOUND);
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() {
    for (TestNode node : List.of(door, host)) {
      Wait.until(
          "no stream is left on " + node,
          () -> counters(node).open() == 0 && counters(node).bytesHeld() == 0);
    }
  }

  /** Counts what comes, and compares it with what was made. */
  private static final class Reading {
    final Promise<Long> end = Promise.promise();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong wrong = new AtomicLong();

    final int status;

    Reading(HttpClientResponse response) {
      status = response.statusCode();
      response.exceptionHandler(end::tryFail);
      response.endHandler(v -> end.tryComplete(bytes.get()));
      response.handler(piece -> {
        if (!piece.equals(Chunks.bytes(bytes.getAndAdd(piece.length()), piece.length()))) {
          wrong.incrementAndGet();
        }
      });
    }
  }
}
