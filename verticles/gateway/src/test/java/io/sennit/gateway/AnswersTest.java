package io.sennit.gateway;

import static io.sennit.gateway.Front.header;
import static io.sennit.gateway.Front.problem;
import static io.sennit.gateway.Library.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape in which clients get what services answer. */
class AnswersTest {
  private static final String LONG = "round and round and ".repeat(200);

  private Front front;
  private Library library;

  @BeforeEach
  void start() throws Exception {
    front = new Front("""
        {"routes": {
          "library.shelves": {"etag": true, "compress": "always", "timings": true},
          "library.lend": {"compress": "always"}},
         "headers": {"x-frame-options": "", "x-served-by": "us"}}""");
    library = front.library;
  }

  @AfterEach
  void close() {
    front.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"v1\"", "W/\"v1\"", "\"v0\", W/\"v,2\",\"v1\"", "*", " * "})
  void whoHasItAlreadyIsToldSo(String known) throws Exception {
    library.reads(text(
        "x", "etag", "\"v1\"", "cache-control", "no-cache", "vary", "accept-language", "x-y", "z"));
    HttpResponse<String> response = front.get("/book/1", "if-none-match", known);
    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "etag")).isEqualTo("\"v1\"");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(header(response, "vary")).isEqualTo("accept-language");
    assertThat(header(response, "traceparent")).isNotEmpty();
    assertThat(response.headers().map()).doesNotContainKeys("content-type", "x-y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"v2\"", "\"v\",\"1\"", "W/\"v11\"", "\"\""})
  void whoHasAnotherGetsTheWhole(String known) throws Exception {
    library.reads(text("x", "etag", "W/\"v1\""));
    assertThat(front.get("/book/1", "if-none-match", known).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"v1", "v1"})
  void whatIsNoTagIsRefused(String known) throws Exception {
    library.reads(text("x", "etag", "W/\"v1\""));
    assertThat(front.get("/book/1", "if-none-match", known).statusCode()).isEqualTo(400);
  }

  @Test
  void datesAreComparedWhereThereIsNoTag() throws Exception {
    String then = "Sun, 06 Nov 1994 08:49:37 GMT";
    String later = "Mon, 07 Nov 1994 08:49:37 GMT";
    library.reads(text("x", "last-modified", then));
    assertThat(front.get("/book/1", "if-modified-since", then).statusCode()).isEqualTo(304);
    assertThat(front.get("/book/1", "if-modified-since", later).statusCode()).isEqualTo(304);
    assertThat(front.get("/book/1", "if-modified-since", "once").statusCode()).isEqualTo(200);
    assertThat(front
            .get("/book/1", "if-modified-since", later, "if-none-match", "\"v0\"")
            .statusCode())
        .as("a tag says more than a date")
        .isEqualTo(200);
    library.reads(text("x", "last-modified", later));
    assertThat(front.get("/book/1", "if-modified-since", then).statusCode()).isEqualTo(200);
  }

  @Test
  void aRuleGivesAnswersATagOfTheirContent() throws Exception {
    assertThat(header(front.get("/book/1"), "etag")).isEmpty();
    library.reads(text("same"));
    String tag = header(front.get("/shelf/1"), "etag");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    assertThat(front.get("/shelf/2", "if-none-match", tag).statusCode()).isEqualTo(304);
    library.reads(text("other"));
    assertThat(front.get("/shelf/1", "if-none-match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void aRangeIsNotOffered() throws Exception {
    HttpResponse<String> response = front.get("/book/1", "range", "bytes=0-1");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("answer 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "gzip | gzip",
        "deflate | deflate",
        "gzip;q=0.5, deflate | deflate",
        "gzip, deflate, br, zstd | gzip",
        "br | none",
        "gzip;q=0 | none",
        "gzip; q=0, * | deflate",
        "*;q=0.1 | gzip",
        "X-GZIP | gzip",
        "gzip;q=rubbish | none",
        "identity | none"
      })
  void aLongAnswerIsCompressedAsItsClientLikes(String accepted, String coding) throws Exception {
    library.reads(text(LONG, "etag", "\"v1\""));
    HttpResponse<byte[]> response = front.bytes("/book/1", "accept-encoding", accepted);
    assertThat(header(response, "vary")).isEqualTo("accept-encoding");
    assertThat(response.headers().firstValue("content-encoding").orElse(null)).isEqualTo(coding);
    assertThat(decoded(response.body(), coding)).contains(LONG);
    assertThat(header(response, "etag")).isEqualTo(coding == null ? "\"v1\"" : "W/\"v1\"");
    if (coding != null) {
      assertThat(response.body().length).isLessThan(LONG.length() / 4);
    }
  }

  private static String decoded(byte[] body, String coding) throws IOException {
    InputStream in = new ByteArrayInputStream(body);
    InputStream decoded = coding == null
        ? in
        : coding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in);
    return new String(decoded.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsTooLongForAnEventLoopIsCompressedAside() throws Exception {
    String book = "and so on ".repeat(100_000);
    library.reads(text(book));
    HttpResponse<byte[]> response = front.bytes("/book/1", "accept-encoding", "gzip");
    assertThat(decoded(response.body(), "gzip")).contains(book);
  }

  @Test
  void headTellsOfTheSameAnswer() throws Exception {
    library.reads(text(LONG, "etag", "\"v1\""));
    Map<String, List<String>> get =
        front.bytes("/book/1", "accept-encoding", "gzip").headers().map();
    Map<String, List<String>> head =
        front.send("HEAD", "/book/1", "accept-encoding", "gzip").headers().map();
    for (String name : List.of("content-length", "content-encoding", "etag", "vary")) {
      assertThat(head.get(name)).as(name).isEqualTo(get.get(name)).isNotNull();
    }
  }

  @Test
  void whatMayHoldSecretsOrIsNoTextIsNotCompressed() throws Exception {
    library.reads(text(LONG));
    assertThat(coding("/book/1", "authorization", front.passports.of("ada"))).isEmpty();
    library.reads(text(LONG, "set-cookie", "a=b"));
    assertThat(coding("/book/1")).isEmpty();
    assertThat(coding("/shelf/1")).as("its rule says always").isEqualTo("gzip");
    library.reads(text(LONG, "content-type", "image/png"));
    assertThat(coding("/book/1")).isEmpty();
    library.reads(text(LONG, "content-type", "text/event-stream"));
    assertThat(coding("/shelf/1")).isEmpty();
    library.reads(text(LONG, "cache-control", "no-transform"));
    assertThat(coding("/book/1")).isEmpty();
    library.reads(text("short"));
    assertThat(coding("/book/1")).isEmpty();
  }

  private String coding(String path, String... more) throws Exception {
    String[] headers = new String[more.length + 2];
    headers[0] = "accept-encoding";
    headers[1] = "gzip";
    System.arraycopy(more, 0, headers, 2, more.length);
    return header(front.bytes(path, headers), "content-encoding");
  }

  @Test
  void aWriteWithTheTagOfACompressedAnswerMatches() throws Exception {
    library.writing = call -> Future.succeededFuture(text(call.headers().get("if-match")));
    assertThat(front.send("PUT", "/book/1", "if-match", "W/\"v1\", \"a,W/\"").body())
        .contains("\\\"v1\\\", \\\"a,W/\\\"");
  }

  @Test
  void aCompressedRequestIsRefusedWithWhatIsTaken() throws Exception {
    String answer =
        front.raw("PUT /book/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 415 ").contains("accept-encoding: identity");
  }

  @Test
  void everyAnswerHasTheStandingHeaders() throws Exception {
    library.reads(text("x", "referrer-policy", "same-origin"));
    HttpResponse<String> response = front.get("/book/1");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "content-security-policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(header(response, "cross-origin-resource-policy")).isEqualTo("same-origin");
    assertThat(header(response, "x-served-by")).isEqualTo("us");
    assertThat(header(response, "referrer-policy")).as("its own").isEqualTo("same-origin");
    assertThat(response.headers().map()).doesNotContainKeys("x-frame-options", "server");

    assertThat(header(front.get("/nowhere"), "x-content-type-options")).isEqualTo("nosniff");
    assertThat(front.raw("NONSENSE\r\n\r\n")).contains("x-content-type-options: nosniff");
  }

  @Test
  void whatIsTheConnectionsIsNotTheServicesToSay() throws Exception {
    library.reads(text(
        "x",
        "Server",
        "secret/1.0",
        "x-powered-by",
        "secret",
        "Content-Length",
        "1",
        "transfer-encoding",
        "chunked",
        "connection",
        "close",
        "access-control-allow-origin",
        "*",
        "traceparent",
        "none",
        "date",
        "once"));
    HttpResponse<String> response = front.get("/book/1");
    assertThat(response.body()).isEqualTo("{\"text\":\"x\"}");
    assertThat(header(response, "content-length")).isEqualTo("12");
    assertThat(header(response, "traceparent")).startsWith("00-");
    assertThat(response.headers().map())
        .doesNotContainKeys(
            "server",
            "x-powered-by",
            "transfer-encoding",
            "connection",
            "date",
            "access-control-allow-origin");
  }

  @Test
  void severalCookiesStaySeveral() throws Exception {
    Pairs cookies = Pairs.of("set-cookie", "a=1", "set-cookie", "b=2");
    library.reads(new Reply(200, cookies, text("x").body()));
    assertThat(front.get("/book/1").headers().allValues("set-cookie"))
        .containsExactlyInAnyOrder("a=1", "b=2");
  }

  @ParameterizedTest
  @CsvSource({"x y,z", "'',z", "x:,z", "x,'a\r\nb: c'", "x,caf\u00e9", "x,'\u0000'"})
  void aFieldThatIsNoneOfHttpsIsRefusedWithAllOfItsAnswer(String name, String value)
      throws Exception {
    library.reads(
        new Reply(200, Pairs.of("etag", "\"v1\"", name, value), text("secret").body()));
    HttpResponse<String> response = front.get("/book/1");
    problem(response, 502);
    assertThat(header(response, "etag")).isEmpty();
    assertThat(response.body()).doesNotContain("secret");
  }

  @Test
  void whatOneUserIsAnsweredIsNotForCaches() throws Exception {
    String ada = front.passports.of("ada");
    assertThat(header(front.get("/book/1", "authorization", ada), "cache-control"))
        .isEqualTo("no-store");
    assertThat(header(front.get("/book/1"), "cache-control")).isEmpty();
    library.reads(text("x", "cache-control", "no-cache"));
    assertThat(header(front.get("/book/1", "authorization", ada), "cache-control"))
        .isEqualTo("no-cache");
    library.reading = call -> Future.failedFuture(Problem.of(Kind.NOT_FOUND, "none"));
    problem(front.get("/book/1"), 404);
  }

  @Test
  void whereTheTimeWentIsToldToThoseWhoAskAndMayKnow() throws Exception {
    assertThat(header(front.get("/shelf/1", "sennit-timing", "1"), "server-timing"))
        .matches("auth;dur=[0-9.]+, wait;dur=[0-9.]+, service;dur=[0-9.]+, total;dur=[0-9.]+");
    assertThat(header(front.get("/shelf/1"), "server-timing")).isEmpty();
    assertThat(header(front.get("/book/1", "sennit-timing", "1"), "server-timing"))
        .isEmpty();
    library.reading = call -> Future.failedFuture(Problem.of(Kind.INTERNAL, "broken"));
    assertThat(header(front.get("/shelf/1", "sennit-timing", "1"), "server-timing"))
        .contains("service;dur=");
  }

  @Test
  void methodsThatAPathDoesNotTakeAreNamed() throws Exception {
    for (String method : List.of("DELETE", "PATCH", "TRACE", "BREW")) {
      String answer =
          front.raw(method + " /book/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .as(method)
          .startsWith("HTTP/1.1 405 ")
          .contains("allow: GET, HEAD, OPTIONS, PUT\r\n", "application/problem+json", "traceId");
    }
    assertThat(front.raw("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("connection: close", "application/problem+json");
    assertThat(front.raw("TRACE /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ");
    HttpResponse<String> options = front.send("OPTIONS", "/book/1");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(header(options, "allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    assertThat(options.headers().map()).doesNotContainKey("content-length");
  }

  @Test
  void theSameHoldsOverHttp2() {
    RequestOptions request = new RequestOptions()
        .setHost("127.0.0.1")
        .setPort(front.port())
        .setMethod(HttpMethod.DELETE)
        .setURI("/book/1");
    HttpClient client = http2();
    String allow = client
        .request(request)
        .compose(r -> r.send())
        .map(response -> {
          assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
          assertThat(response.statusCode()).isEqualTo(405);
          assertThat(response.getHeader("x-content-type-options")).isEqualTo("nosniff");
          return response.getHeader("allow");
        })
        .await();
    client.close().await();
    assertThat(allow).isEqualTo("GET, HEAD, OPTIONS, PUT");
  }

  /** Vert.x closes a client that nobody refers to any more: close it when it has done its work. */
  private HttpClient http2() {
    return front.vertx.createHttpClient(new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setHttp2ClearTextUpgrade(false));
  }

  @Test
  void noTunnelIsOpenedWhateverItsRequestLooksLike() throws Exception {
    assertThat(front.raw("CONNECT /book/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ");
    RequestOptions tunnel = new RequestOptions()
        .setHost("127.0.0.1")
        .setPort(front.port())
        .setMethod(HttpMethod.CONNECT)
        .setURI("/book/1");
    HttpClient client = http2();
    int status = client
        .request(tunnel)
        .compose(request -> {
          request.end();
          return request.response();
        })
        .map(HttpClientResponse::statusCode)
        .await();
    client.close().await();
    assertThat(status).isEqualTo(400);
  }

  @Test
  void aClientOfHttp10IsAnsweredWithoutChunksAndTheConnectionClosed() throws Exception {
    String answer = front.raw("GET /book/1 HTTP/1.0\r\n\r\n");
    assertThat(answer)
        .matches("(?s)HTTP/1\\.[01] 200 .*")
        .contains("content-length: 19\r\n")
        .doesNotContain("transfer-encoding")
        .endsWith("{\"text\":\"answer 1\"}");
  }
}
