package io.sennit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real requests to a gateway in front of a service that answers as it is asked to. */
class GatewayTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  private static Vertx vertx;
  private static Gateway gateway;
  private static HttpClient http;

  static final class Shelf implements Service {
    static final AtomicInteger BEGUN = new AtomicInteger();
    static final AtomicInteger STOPPED = new AtomicInteger();

    private static Future<Reply> neverAnswered(Call call) {
      call.cancellation().onCancel(STOPPED::incrementAndGet);
      BEGUN.incrementAndGet();
      return Promise.<Reply>promise().future();
    }

    @Override
    public ServiceSpec spec() {
      Schema id = Schema.object().required("id", Schema.string());
      Schema book =
          id.required("title", Schema.string().length(1, 200)).optional("year", Schema.integer());
      return ServiceSpec.named("shelf")
          .operation(Operation.named("read")
              .get("/book/{id}")
              .access(Access.ANYONE)
              .input(id)
              .handledBy(this::echo))
          .operation(Operation.named("write")
              .put("/book/{id}")
              .access(Access.ANYONE)
              .input(book)
              .handledBy(this::created))
          .operation(Operation.named("remove")
              .delete("/book/{id}")
              .access(Access.ANYONE)
              .input(id)
              .handledBy(c -> Future.succeededFuture(Reply.noContent())))
          .operation(Operation.named("fail")
              .get("/fail/{id}")
              .access(Access.ANYONE)
              .input(id)
              .handledBy(this::fail))
          .operation(
              Operation.named("break").get("/break").access(Access.ANYONE).handledBy(c -> {
                throw new IllegalStateException("secret inside");
              }))
          .operation(Operation.named("unwritable")
              .get("/unwritable")
              .access(Access.ANYONE)
              .handledBy(c ->
                  Future.succeededFuture(Reply.ok(new JsonObject().put("no JSON", new Object())))))
          .operation(Operation.named("bad-header")
              .get("/bad-header")
              .access(Access.ANYONE)
              .handledBy(
                  c -> Future.succeededFuture(Reply.noContent().with("x", "a\r\nset-cookie: b"))))
          .operation(Operation.named("bad-status")
              .get("/bad-status")
              .access(Access.ANYONE)
              .handledBy(c -> Future.succeededFuture(new Reply(99_999, Pairs.EMPTY, Body.EMPTY))))
          .operation(Operation.named("never")
              .get("/never")
              .access(Access.ANYONE)
              .handledBy(Shelf::neverAnswered))
          .operation(Operation.named("mine")
              .get("/mine")
              .access(Access.AUTHENTICATED)
              .handledBy(this::echo))
          .operation(Operation.named("operate").get("/operate").handledBy(this::echo))
          .build();
    }

    private Future<Reply> echo(Call call) {
      JsonObject answer = new JsonObject()
          .put("input", call.input())
          .put("key", call.headers().get("idempotency-key"))
          .put("match", call.headers().get("if-match"))
          .put("left", call.deadline().remainingMillis())
          .put("user", call.identity().subject());
      return Future.succeededFuture(Reply.ok(answer).with("etag", "\"v1\""));
    }

    private Future<Reply> created(Call call) {
      return Future.succeededFuture(
          Reply.created("/book/" + call.input().getString("id"), call.input()));
    }

    private Future<Reply> fail(Call call) {
      Kind kind = Kind.ofStatus(Integer.parseInt(call.input().getString("id")));
      return Future.failedFuture(
          switch (kind) {
            case UNAVAILABLE -> Problem.refused("full", Duration.ofSeconds(7));
            case TOO_MANY_REQUESTS ->
              Problem.tooMany(
                  "enough", new Quota(10, Duration.ofMinutes(5)), Duration.ofSeconds(42));
            default -> Problem.of(kind, "as you like");
          });
    }
  }

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    Mesh mesh = await(Mesh.start(vertx, MeshOptions.named("test")));
    await(mesh.host(Shelf::new, 1));
    gateway = await(Gateway.start(vertx, GatewayOptions.at("127.0.0.1", 0), mesh, METERS, 2));
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() throws Exception {
    await(gateway.close());
    await(vertx.close());
  }

  @Test
  void pathAndQueryBecomeInputAndTheReplyIsWrittenAsItIs() throws Exception {
    HttpResponse<String> response = get("/book/a%20b%C3%BC");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.headers().firstValue("etag")).hasValue("\"v1\"");
    assertThat(json(response).getJsonObject("input")).isEqualTo(new JsonObject().put("id", "a bü"));
  }

  @Test
  void bodyAndPathBecomeOneInput() throws Exception {
    HttpResponse<String> response =
        put("/book/7", "{\"title\":\"Emma\",\"year\":1815}", "application/json");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("location")).hasValue("/book/7");
    assertThat(json(response))
        .isEqualTo(new JsonObject().put("title", "Emma").put("year", 1815).put("id", "7"));
  }

  @Test
  void aReplyWithoutBodyHasNone() throws Exception {
    HttpResponse<String> response = send(request("/book/7").DELETE());
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("content-type")).isEmpty();
  }

  @Test
  void headersOfInterestArePassedOnAndClaimsOfIdentityAreNot() throws Exception {
    HttpResponse<String> response = send(request("/book/7")
        .header("Idempotency-Key", "k-1")
        .header("If-Match", "\"v0\"")
        .header("X-User", "root")
        .header("Sennit-Timeout", "700"));
    JsonObject echoed = json(response);
    assertThat(echoed.getString("key")).isEqualTo("k-1");
    assertThat(echoed.getString("match")).isEqualTo("\"v0\"");
    assertThat(echoed.getString("user")).isEmpty();
    assertThat(echoed.getLong("left")).isBetween(1L, 700L);
  }

  @Test
  void whileNobodyHostsUsersATokenCannotBeVerifiedAndNothingElseSuffers() throws Exception {
    String header = Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> withToken =
        send(request("/book/7").header("authorization", "Bearer " + header + ".e30.AAAA"));

    assertThat(problem(withToken, 503).getString("detail")).contains("no node that hosts 'users'");
    assertThat(withToken.headers().firstValue("retry-after")).isPresent();
    problem(send(request("/book/7").header("authorization", "Bearer rubbish")), 401);
    assertThat(get("/book/7").statusCode()).isEqualTo(200);
  }

  @Test
  void headIsGetWithoutTheBody() throws Exception {
    HttpResponse<String> response =
        send(request("/book/7").method("HEAD", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
    assertThat(response.body()).isEmpty();
  }

  @Test
  void optionsAndWrongMethodsTellWhatIsAllowed() throws Exception {
    HttpResponse<String> options =
        send(request("/book/7").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).hasValue("DELETE, GET, HEAD, OPTIONS, PUT");

    HttpResponse<String> patch = send(request("/book/7").method("PATCH", BodyPublishers.noBody()));
    problem(patch, 405);
    assertThat(patch.headers().firstValue("allow")).hasValue("DELETE, GET, HEAD, OPTIONS, PUT");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindOfProblemHasItsStatus(Kind kind) throws Exception {
    HttpResponse<String> response = get("/fail/" + kind.status());
    problem(response, kind == Kind.CANCELLED ? 503 : kind.status());
    assertThat(response.headers().firstValue("retry-after").isPresent())
        .isEqualTo(kind == Kind.UNAVAILABLE || kind == Kind.TOO_MANY_REQUESTS);
  }

  @Test
  void aProblemNamesItsFieldsAndItsTrace() throws Exception {
    HttpResponse<String> response = send(request("/book/7?x=1")
        .header("traceparent", PARENT)
        .PUT(BodyPublishers.ofString("{\"title\":5}"))
        .header("content-type", "application/json; charset=utf-8"));
    JsonObject problem = problem(response, 422);
    assertThat(problem.getString("traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(problem.getString("instance")).isEqualTo("/book/7");
    assertThat(
            problem.getJsonArray("errors").stream().map(e -> ((JsonObject) e).getString("field")))
        .containsExactlyInAnyOrder("title", "x");
    assertThat(response.headers().firstValue("traceparent").orElse(""))
        .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
  }

  @Test
  void whoHasUsedUpItsShareLearnsHowMuchItWasAndWhenThereIsMore() throws Exception {
    HttpHeaders headers = get("/fail/429").headers();

    assertThat(headers.firstValue("retry-after")).hasValue("42");
    assertThat(headers.firstValue("ratelimit-limit")).hasValue("10");
    assertThat(headers.firstValue("ratelimit-remaining")).hasValue("0");
    assertThat(headers.firstValue("ratelimit-reset")).hasValue("42");
    assertThat(headers.firstValue("ratelimit-policy")).hasValue("\"default\";q=10;w=300");
    assertThat(headers.firstValue("ratelimit")).hasValue("\"default\";r=0;t=42");
    assertThat(get("/fail/409").headers().map()).doesNotContainKey("ratelimit-limit");
  }

  @Test
  void aDefectTellsNothingOfItsInside() throws Exception {
    HttpResponse<String> response = get("/break");
    problem(response, 500);
    assertThat(response.body()).doesNotContain("secret inside").doesNotContain("IllegalState");
  }

  @ParameterizedTest
  @CsvSource({"/unwritable,500", "/bad-header,502", "/bad-status,502"})
  void aReplyThatCannotBeWrittenIsAProblemAndMeteredAsOne(String path, int status)
      throws Exception {
    HttpResponse<String> response = get(path);
    problem(response, status);
    assertThat(response.headers().firstValue("set-cookie")).isEmpty();
    awaitMeter("GET " + path, status);
  }

  @Test
  void aClientThatGoesAwayIsMeteredAsThat() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket
          .getOutputStream()
          .write("PUT /book/7 HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
              .getBytes(StandardCharsets.US_ASCII));
    }
    awaitMeter("PUT /book/{id}", 499);
  }

  @Test
  void whenAClientGoesAwayTheServiceIsToldToStop() throws Exception {
    int begun = Shelf.BEGUN.get();
    int stopped = Shelf.STOPPED.get();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket
          .getOutputStream()
          .write("GET /never HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Wait.until("the service works", () -> Shelf.BEGUN.get() == begun + 1);
      assertThat(Shelf.STOPPED).hasValue(stopped);
    }
    Wait.until("it was told to stop", () -> Shelf.STOPPED.get() == stopped + 1);
    awaitMeter("GET /never", 499);
  }

  /** A request is metered a moment after its client has the answer. */
  private static void awaitMeter(String route, int status) {
    Wait.until(
        route + " is metered with " + status,
        () -> METERS
                .find("sennit.gateway.requests")
                .tags("route", route, "status", Integer.toString(status))
                .timer()
            != null);
  }

  @Test
  void nobodyWaitsLongerThanTheDeadline() throws Exception {
    problem(send(request("/never").header("Sennit-Timeout", "50")), 504);
    problem(send(request("/never").header("Sennit-Timeout", "soon")), 400);
  }

  @Test
  void accessIsDeniedUnlessAnnounced() throws Exception {
    problem(get("/mine"), 401);
    problem(get("/operate"), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/book/%2e%2e%2fetc",
        "/book/a%2Fb",
        "/book/%zz",
        "/book/a%00b",
        "/book//7",
        "/book/../time",
        "/book/.",
        "/book/a%5Cb"
      })
  void aPathHasOneSpelling(String path) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":| application/json | 400",
        "[]| application/json | 422",
        "{\"title\":\"x\",\"id\":\"8\"}| application/json | 422",
        "{\"title\":\"x\"}| text/plain | 415",
        "title=x| application/x-www-form-urlencoded | 415"
      })
  void aBadBodyIsRefused(String body, String contentType, int status) throws Exception {
    problem(put("/book/7", body, contentType), status);
  }

  @Test
  void aBodyOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
    problem(put("/book/7", "{\"title\":\"" + "x".repeat(1 << 20) + "\"}", "application/json"), 413);
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    assertThat(raw(
            "PUT /book/7 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(20)))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void whatIsTooLongOrNoHttpIsRefusedAndTheConnectionClosed() throws Exception {
    assertThat(raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .matches("(?s)HTTP/1.[01] 414 .*");
    assertThat(raw("GET /book/7 HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .matches("(?s)HTTP/1.[01] 431 .*");
    assertThat(raw("NONSENSE\r\n\r\n"))
        .matches("(?s)HTTP/1.[01] 400 .*")
        .as("nobody knows what it asked for")
        .contains("\"instance\":\"\"");
  }

  @Test
  void requestsAreMeteredByRouteAndNotByPath() throws Exception {
    get("/book/1");
    get("/book/2");
    get("/made-up-" + System.nanoTime());
    awaitMeter("GET /book/{id}", 200);
    awaitMeter("none", 404);
    assertThat(METERS
            .get("sennit.gateway.requests")
            .tags("route", "GET /book/{id}", "status", "200")
            .timer()
            .count())
        .isPositive();
    assertThat(METERS
            .get("sennit.gateway.requests")
            .tags("route", "none", "status", "404")
            .timer()
            .count())
        .isPositive();
    assertThat(METERS.find("sennit.gateway.requests").timers().stream()
            .map(t -> String.valueOf(t.getId().getTag("route"))))
        .noneMatch(route -> route.contains("made-up"));
  }

  private static JsonObject problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    JsonObject problem = json(response);
    assertThat(problem.fieldNames())
        .contains("type", "title", "status", "detail", "instance", "traceId");
    assertThat(problem.getInteger("status")).isEqualTo(status);
    return problem;
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private static HttpResponse<String> put(String path, String body, String contentType)
      throws Exception {
    return send(
        request(path).header("content-type", contentType).PUT(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  /** What comes back for these very bytes, until the gateway closes. */
  private static String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
