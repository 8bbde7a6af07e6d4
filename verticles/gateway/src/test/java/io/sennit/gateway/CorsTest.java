package io.sennit.gateway;

import static io.sennit.gateway.Front.header;
import static io.sennit.gateway.Front.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.policy.BadPolicies;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may do from a browser. */
class CorsTest {
  private static final String SHOP = "https://shop.example";
  private static final String ORIGIN = "access-control-allow-origin";

  private Front front;

  private void with(String rules) throws Exception {
    front = new Front("{\"routes\":" + rules + "}");
  }

  @AfterEach
  void close() {
    if (front != null) {
      front.close();
    }
  }

  private HttpResponse<String> preflight(String origin, String method) throws Exception {
    return front.send(
        "OPTIONS",
        "/book/1",
        "origin",
        origin,
        "access-control-request-method",
        method,
        "access-control-request-headers",
        "authorization",
        "access-control-request-private-network",
        "true");
  }

  private static void assertNothingGranted(HttpResponse<String> response) {
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void nobodyMayByDefault() throws Exception {
    with("{}");
    assertNothingGranted(front.get("/book/1", "origin", SHOP));
    HttpResponse<String> preflight = preflight(SHOP, "PUT");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, "allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    assertNothingGranted(preflight);
  }

  @Test
  void thoseWhoAreNamedMay() throws Exception {
    with("{\"*\":{\"cors\":{\"origins\":[\"https://shop.example\"],\"credentials\":true}}}");
    HttpResponse<String> response = front.get("/book/1", "origin", SHOP);
    assertThat(header(response, ORIGIN)).isEqualTo(SHOP);
    assertThat(header(response, "access-control-allow-credentials")).isEqualTo("true");
    assertThat(header(response, "access-control-expose-headers")).contains("etag", "location");
    assertThat(header(response, "cross-origin-resource-policy")).isEqualTo("cross-origin");
    assertThat(header(response, "vary")).isEqualTo("origin");
    HttpResponse<String> missing = front.get("/nowhere", "origin", SHOP);
    problem(missing, 404);
    assertThat(header(missing, ORIGIN)).as("so that a page can read why").isEqualTo(SHOP);

    HttpResponse<String> preflight = preflight(SHOP, "PUT");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, ORIGIN)).isEqualTo(SHOP);
    assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("GET, HEAD, PUT");
    assertThat(header(preflight, "access-control-allow-headers")).contains("authorization");
    assertThat(header(preflight, "access-control-max-age")).isEqualTo("600");
    assertThat(header(preflight, "vary")).contains("origin");
    assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-private-network");
    assertThat(front.library.asked).as("a preflight asks no service").hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.evil",
        "http://shop.example",
        "https://shop.example:8443",
        "https://evil-shop.example",
        "https://example.org",
        "https://evilexample.org",
        "https://.example.org",
        "https://evil.com/.example.org",
        "https://evil.com#.example.org",
        "https://a@b.example.org",
        "https://a.example.org:81",
        "null",
        "*"
      })
  void othersMayNot(String origin) throws Exception {
    with("{\"*\":{\"cors\":{\"origins\":[\"https://shop.example\",\"https://*.example.org\"]}}}");
    HttpResponse<String> response = front.get("/book/1", "origin", origin);
    assertNothingGranted(response);
    assertThat(header(response, "vary")).isEqualTo("origin");
    assertNothingGranted(preflight(origin, "GET"));
  }

  @Test
  void allNamesBelowOneMay() throws Exception {
    with("{\"*\":{\"cors\":{\"origins\":[\"https://*.example.org\"]}}}");
    for (String origin : List.of("https://a.example.org", "https://b.a.example.org")) {
      assertThat(header(front.get("/book/1", "origin", origin), ORIGIN)).isEqualTo(origin);
    }
  }

  @Test
  void ifAllMayTheAnswerIsTheSameForAll() throws Exception {
    with("{\"library.read\":{\"cors\":{\"origins\":[\"*\"]}}}");
    HttpResponse<String> response = front.get("/book/1", "origin", SHOP);
    assertThat(header(response, ORIGIN)).isEqualTo("*");
    assertThat(header(response, "vary")).isEmpty();
    assertNothingGranted(front.get("/book/1", "origin", "null"));
  }

  @Test
  void eachMethodOfAPathHasItsOwnRules() throws Exception {
    with("{\"library.read\":{\"cors\":{\"origins\":[\"https://shop.example\"]}}}");
    assertThat(header(preflight(SHOP, "GET"), "access-control-allow-methods"))
        .as("a browser remembers all that it is told")
        .isEqualTo("GET, HEAD");
    assertNothingGranted(preflight(SHOP, "PUT"));
    assertNothingGranted(preflight(SHOP, "DELETE"));
    assertNothingGranted(front.send("PUT", "/book/1", "origin", SHOP));
  }

  @Test
  void methodsCanBeFewerThanThePathHas() throws Exception {
    with("{\"*\":{\"cors\":{\"origins\":[\"https://shop.example\"],\"methods\":[\"GET\"],"
        + "\"headers\":[],\"expose\":[],\"maxAge\":\"5s\"}}}");
    HttpResponse<String> preflight = preflight(SHOP, "GET");
    assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("GET");
    assertThat(header(preflight, "access-control-max-age")).isEqualTo("5");
    assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-headers");
    assertNothingGranted(preflight(SHOP, "PUT"));
  }

  @Test
  void aServiceOutsideOfTheMeshOpensNothingByItself() throws Exception {
    Vertx vertx = Vertx.vertx();
    int port = vertx
        .createHttpServer()
        .requestHandler(request -> request
            .response()
            .putHeader(ORIGIN, "*")
            .putHeader("access-control-allow-methods", "*")
            .putHeader("x-frame-options", "SAMEORIGIN")
            .putHeader("vary", "accept-language")
            .end("outside"))
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
    front = new Front("""
        {"outside": [{"name": "legacy", "origins": [{"url": "http://127.0.0.1:%d"}],
          "routes": [{"route": "ANY /legacy/{rest...}", "access": "anyone"}]}],
         "routes": {"*": {"cors": {"origins": ["https://shop.example"]}}}}""".formatted(port));

    HttpResponse<String> other = front.get("/legacy/a", "origin", "https://evil.example");
    assertThat(other.body()).isEqualTo("outside");
    assertNothingGranted(other);
    assertThat(other.headers().allValues("x-frame-options")).containsExactly("SAMEORIGIN");
    assertThat(header(other, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(other, "vary")).contains("origin").contains("accept-language");
    assertThat(header(front.get("/legacy/a", "origin", SHOP), ORIGIN)).isEqualTo(SHOP);
    HttpResponse<String> preflight =
        front.send("OPTIONS", "/legacy/a", "origin", SHOP, "access-control-request-method", "PUT");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, ORIGIN)).isEqualTo(SHOP);
    assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("PUT");
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"origins\":[\"*\"],\"credentials\":true}",
        "{\"origins\":[\"shop.example\"]}",
        "{\"origins\":[\"https://*\"]}",
        "{\"origins\":[\"https://a.*.example\"]}",
        "{\"origins\":[\"https://shop.example/\"]}",
        "{\"origins\":[\"null\"]}",
        "{\"origin\":[]}"
      })
  void rulesThatLetInMoreThanTheySayAreRefused(String rules) {
    JsonObject cors = new JsonObject()
        .put(
            "routes",
            new JsonObject().put("*", new JsonObject().put("cors", new JsonObject(rules))));
    assertThatThrownBy(() -> GatewayRules.read(cors)).isInstanceOf(BadPolicies.class);
  }
}
