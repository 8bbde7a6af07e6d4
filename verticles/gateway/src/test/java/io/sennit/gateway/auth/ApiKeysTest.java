package io.sennit.gateway.auth;

import static io.sennit.gateway.auth.Entrance.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.rules.GatewayRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What machines can do with their keys. */
class ApiKeysTest {
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final String TILL = ApiKey.make(CHANCE);
  private static final String BARE = ApiKey.make(CHANCE);
  private static final String EXPIRED = ApiKey.make(CHANCE);
  private static final String ELSEWHERE = ApiKey.make(CHANCE);

  private static Entrance entrance;

  @BeforeAll
  static void open() {
    entrance = new Entrance(rules(
        key("till", TILL)
            .put("subject", "till-7")
            .put("roles", JsonArray.of("admin"))
            .put("expires", "2999-01-01T00:00:00+01:00")
            .put("addresses", JsonArray.of("10.0.0.0/8", "127.0.0.1")),
        key("bare", BARE),
        key("expired", EXPIRED).put("expires", "2020-01-01T00:00:00Z"),
        key("elsewhere", ELSEWHERE).put("addresses", JsonArray.of("10.0.0.0/8", "::1"))));
  }

  @AfterAll
  static void close() {
    entrance.close();
  }

  private static JsonObject key(String name, String key) {
    return new JsonObject().put("name", name).put("sha256", ApiKey.sha256(key));
  }

  private static JsonObject rules(JsonObject... keys) {
    return new JsonObject().put("keys", new JsonArray(List.of(keys)));
  }

  @Test
  void aKeyProvesWhoseItIs() {
    HttpResponse<String> answer = entrance.get("/admin", "X-Api-Key", TILL);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).getString("subject")).isEqualTo("till-7");
    assertThat(json(answer).getJsonArray("roles")).containsExactly("admin");
    assertThat(json(answer).getJsonArray("headers")).doesNotContain("x-api-key");
  }

  @Test
  void itIsTakenInTheHeaderOfOtherProofsToo() {
    assertThat(entrance.get("/admin", "Authorization", "ApiKey " + TILL).statusCode())
        .isEqualTo(200);
    assertThat(entrance.get("/admin", "Authorization", "apikey " + BARE).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aKeyWithoutMoreIsSomebodyWithoutRoles() {
    HttpResponse<String> answer = entrance.get("/somebody", "x-api-key", BARE);

    assertThat(json(answer).getString("subject")).isEqualTo("key:bare");
    assertThat(json(answer).getJsonArray("roles")).isEmpty();
    assertThat(entrance.get("/admin", "x-api-key", BARE).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsWrongWithAKeyIsNobodysBusiness() {
    String unknown = ApiKey.make(CHANCE);
    String expected = refused(unknown);

    assertThat(refused(EXPIRED)).isEqualTo(expected);
    assertThat(refused(ELSEWHERE)).isEqualTo(expected);
    assertThat(refused(TILL + "x")).isEqualTo(expected);
    assertThat(refused(TILL.substring(1))).isEqualTo(expected);
    assertThat(refused(ApiKey.sha256(TILL))).as("who has read the file").isEqualTo(expected);
    assertThat(refused("x".repeat(5_000))).isEqualTo(expected);
  }

  private static String refused(String key) {
    HttpResponse<String> answer = entrance.get("/anyone", "x-api-key", key);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
    JsonObject problem = json(answer);
    problem.remove("traceId");
    return problem.encode();
  }

  @Test
  void severalProofsAreRefused() {
    assertThat(entrance
            .get("/anyone", "x-api-key", TILL, "authorization", "Bearer x")
            .statusCode())
        .isEqualTo(400);
    assertThat(entrance.get("/anyone", "x-api-key", TILL, "x-api-key", TILL).statusCode())
        .isEqualTo(400);
    assertThat(entrance
            .get("/anyone", "authorization", "ApiKey " + TILL, "authorization", "ApiKey " + BARE)
            .statusCode())
        .isEqualTo(400);
  }

  @Test
  void theHeaderIsTheOperatorsChoice() {
    try (Entrance own = new Entrance(rules(key("till", TILL)).put("keyHeader", "X-Shop-Key"))) {
      assertThat(own.get("/somebody", "X-Shop-Key", TILL).statusCode()).isEqualTo(200);
      assertThat(own.get("/somebody", "X-Api-Key", TILL).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aKeyIsGoodUntilItExpires() {
    SettableClock clock = new SettableClock();
    String end = clock.instant().plusSeconds(60).toString();
    ApiKeys keys = new ApiKeys(
        GatewayRules.read(rules(key("till", TILL).put("expires", end))).trust().keys(), clock);

    clock.pass(Duration.ofSeconds(59));
    assertThat(keys.identify(TILL, "127.0.0.1").succeeded()).isTrue();
    clock.pass(Duration.ofSeconds(1));

    assertThat(keys.identify(TILL, "127.0.0.1").failed()).isTrue();
  }

  @Test
  void keysAreMadeOfChance() {
    assertThat(ApiKey.make(CHANCE)).matches("sennit_[A-Za-z0-9_-]{43}").isNotEqualTo(TILL);
    assertThat(ApiKey.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
