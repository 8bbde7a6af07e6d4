package io.sennit.users;

import static io.sennit.users.Node.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.testkit.Wait;
import io.sennit.users.Node.Person;
import io.sennit.users.UsersService.Terms;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens the gateway believes, and how long. */
class TokensTest {
  /** A key that is wanted signs at once, so that a test need not wait until it is known. */
  private static final Rotation AT_ONCE =
      new Rotation(Duration.ofDays(30), Duration.ZERO, Duration.ofHours(1));

  /** What revocations may take to arrive is about a second; a busy machine takes longer. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String SOMEBODY = UUID.randomUUID().toString();

  @TempDir
  static Path folder;

  static Server server;
  static Node node;

  @BeforeAll
  static void start() {
    server = Server.in(folder);
    node = new Node(server, new Terms(Clock.systemUTC(), AT_ONCE, Limits.USUAL, Passwords::new));
  }

  @AfterAll
  static void stop() {
    node.close();
    server.close();
  }

  @Test
  void whatTheStolenKeySignsIsBelieved() {
    // Without this the forgeries below would prove nothing: they differ from it in one thing each.
    SigningKey key = Forge.stolenKey(server);

    String token = Forge.signed(key, Forge.header(key), Forge.claims(SOMEBODY));

    assertThat(node.get("/user/" + SOMEBODY, token).statusCode())
        .as("an administrator asks for somebody who does not exist")
        .isEqualTo(404);
  }

  @Test
  void atPlainAddressesATokenIsWorthTheSame() {
    Person person = node.person();
    JsonObject id = new JsonObject().put("id", person.id());

    JsonObject user = node.bus("users.read", id, "authorization", "Bearer " + person.token());

    assertThat(user.getString("email")).isEqualTo(person.email());
    assertThat(refused(id)).isEqualTo(401);
    assertThat(refused(id, "authorization", "Bearer rubbish")).isEqualTo(401);
    assertThat(refused(id, "authorization", "Bearer " + node.person().token()))
        .as("somebody else's")
        .isEqualTo(404);
    node.send("DELETE", "/user/" + person.id(), null, person.token());
    Wait.until(
        "the token of who has left is void",
        () -> refused(id, "authorization", "Bearer " + person.token()) == 401);
  }

  private static int refused(JsonObject input, String... headers) {
    return catchThrowableOfType(ReplyException.class, () -> node.bus("users.read", input, headers))
        .failureCode();
  }

  static Stream<Arguments> forgeries() {
    SigningKey key = Forge.stolenKey(server);
    SigningKey own = SigningKey.make(Instant.now());
    JsonObject header = Forge.header(key);
    JsonObject claims = Forge.claims(SOMEBODY);
    String good = Forge.signed(key, header, claims);
    String[] parts = good.split("\\.");
    String publicKey = key.toJwk().getString("x");
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        Arguments.of("no signature", Forge.unsigned(header, claims)),
        Arguments.of(
            "the algorithm none", Forge.unsigned(header.copy().put("alg", "none"), claims)),
        Arguments.of(
            "the algorithm None", Forge.unsigned(header.copy().put("alg", "None"), claims)),
        Arguments.of(
            "HS256 with the public key",
            Forge.hmac(publicKey, header.copy().put("alg", "HS256"), claims)),
        Arguments.of("HMAC under the right algorithm", Forge.hmac(publicKey, header, claims)),
        Arguments.of(
            "another algorithm, well signed",
            Forge.signed(key, header.copy().put("alg", "ES256"), claims)),
        Arguments.of("a key of one's own", Forge.signed(own, Forge.header(own), claims)),
        Arguments.of("a key of one's own under the right name", Forge.signed(own, header, claims)),
        Arguments.of("no name of a key", Forge.signed(key, without(header, "kid"), claims)),
        Arguments.of(
            "a key in the header",
            Forge.signed(own, Forge.header(own).put("jwk", own.toJwk()), claims)),
        Arguments.of(
            "a critical extension",
            Forge.signed(key, header.copy().put("crit", JsonArray.of("b64")), claims)),
        Arguments.of("another type", Forge.signed(key, header.copy().put("typ", "other"), claims)),
        Arguments.of(
            "a changed payload",
            parts[0] + "." + Forge.part(claims.copy().put("sub", "me")) + "." + parts[2]),
        Arguments.of(
            "a changed header",
            Forge.part(header.copy().put("x", 1)) + "." + parts[1] + "." + parts[2]),
        Arguments.of("half a signature", good.substring(0, good.length() - 40)),
        Arguments.of("expired", Forge.signed(key, header, claims.copy().put("exp", now - 1))),
        Arguments.of("without end", Forge.signed(key, header, without(claims, "exp"))),
        Arguments.of(
            "an end that is text", Forge.signed(key, header, claims.copy().put("exp", "never"))),
        Arguments.of("not good yet", Forge.signed(key, header, claims.copy().put("nbf", now + 60))),
        Arguments.of("without beginning", Forge.signed(key, header, without(claims, "nbf"))),
        Arguments.of(
            "of another issuer", Forge.signed(key, header, claims.copy().put("iss", "other"))),
        Arguments.of("of no issuer", Forge.signed(key, header, without(claims, "iss"))),
        Arguments.of(
            "for another audience", Forge.signed(key, header, claims.copy().put("aud", "other"))),
        Arguments.of("for no audience", Forge.signed(key, header, without(claims, "aud"))),
        Arguments.of("of nobody", Forge.signed(key, header, claims.copy().put("sub", ""))),
        Arguments.of(
            "with a role of the mesh itself",
            Forge.signed(key, header, claims.copy().put("roles", JsonArray.of("sennit:operator")))),
        Arguments.of(
            "with roles that are numbers",
            Forge.signed(key, header, claims.copy().put("roles", JsonArray.of(1)))),
        Arguments.of("four parts", good + ".x"),
        Arguments.of("one part", "token"),
        Arguments.of("no base64", "!." + parts[1] + "." + parts[2]),
        Arguments.of("no JSON", Forge.part(header).substring(4) + "." + parts[1] + "." + parts[2]),
        Arguments.of("too long", good + "A".repeat(5_000)));
  }

  private static JsonObject without(JsonObject json, String name) {
    JsonObject less = json.copy();
    less.remove(name);
    return less;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aForgeryIsRefusedWithOneTextForAll(String what, String token) {
    HttpResponse<String> refused = node.get("/user/" + SOMEBODY, token);
    HttpResponse<String> whereNoneIsNeeded = node.get("/.well-known/jwks.json", token);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).getString("detail"))
        .isEqualTo("The bearer token is not valid any more, or never was: log in again.");
    assertThat(refused.headers().firstValue("www-authenticate"))
        .hasValue("Bearer error=\"invalid_token\"");
    assertThat(whereNoneIsNeeded.statusCode()).isEqualTo(401);
  }

  @Test
  void anotherSchemeIsRefusedAndSoAreTwoTokens() {
    Person person = node.person();
    String path = "/user/" + person.id();

    HttpResponse<String> basic =
        node.send("GET", path, null, null, "authorization", "Basic dXNlcjpwYXNz");
    HttpResponse<String> lowerCase =
        node.send("GET", path, null, null, "authorization", "bearer " + person.token());
    HttpResponse<String> two =
        node.send("GET", path, null, person.token(), "authorization", "Bearer x");

    assertThat(basic.statusCode()).isEqualTo(401);
    assertThat(node.get(path, "").statusCode()).isEqualTo(401);
    assertThat(lowerCase.statusCode()).isEqualTo(200);
    assertThat(two.statusCode()).isEqualTo(400);
  }

  @Test
  void aFloodOfForgeriesKeepsNobodyOutWhoseTokenIsKnown() {
    Person person = node.person();
    String path = "/user/" + person.id();
    assertThat(node.get(path, person.token()).statusCode()).isEqualTo(200);
    JsonObject header = Forge.header(Forge.stolenKey(server));
    List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String forged = Forge.hmac("AAAA", header, Forge.claims(SOMEBODY).put("iat", i));
      flood.add(node.sendLater("GET", path, null, forged));
    }

    assertThat(node.get(path, person.token()).statusCode()).isEqualTo(200);

    assertThat(flood.stream().map(CompletableFuture::join))
        .extracting(HttpResponse::statusCode)
        .isSubsetOf(401, 503)
        .contains(401);
  }

  @Test
  void headersOfClientsSayNothingOfWhoTheyAre() {
    Person person = node.person();

    HttpResponse<String> claimed = node.send(
        "GET",
        "/user/" + person.id(),
        null,
        null,
        "sennit-identity",
        person.id(),
        "x-forwarded-user",
        person.id(),
        "sennit-client-address",
        "10.0.0.1");

    assertThat(claimed.statusCode()).isEqualTo(401);
  }

  @Test
  void thePublicKeysAreForEverybodyAndThePrivateOnesForNobody() {
    HttpResponse<String> keys = node.get("/.well-known/jwks.json", null);

    assertThat(keys.statusCode()).isEqualTo(200);
    assertThat(keys.headers().firstValue("cache-control"))
        .hasValue("public, max-age=300, s-maxage=0");
    List<JsonObject> set =
        json(keys).getJsonArray("keys").stream().map(JsonObject.class::cast).toList();
    assertThat(set).isNotEmpty();
    assertThat(set)
        .allSatisfy(key -> assertThat(key.fieldNames())
            .containsExactlyInAnyOrder("kty", "crv", "kid", "use", "alg", "x"));
    assertThat(keys.body()).isEqualTo(node.inside("users.keys").json().encode());
  }

  @Test
  void aNewKeyLogsNobodyOut() {
    Person person = node.person();
    String path = "/user/" + person.id();
    assertThat(node.get(path, person.token()).statusCode()).isEqualTo(200);

    node.inside("users.rotate");
    String later = node.token(person.email(), Node.PASSWORD);

    assertThat(kid(later)).isNotEqualTo(kid(person.token()));
    assertThat(node.get(path, later).statusCode()).as("the new key is found").isEqualTo(200);
    assertThat(node.get(path, person.token()).statusCode()).isEqualTo(200);
    assertThat(json(node.get("/.well-known/jwks.json", null)).encode())
        .contains(kid(later), kid(person.token()));
  }

  private static String kid(String token) {
    byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    return new JsonObject(Buffer.buffer(header)).getString("kid");
  }

  @Test
  void aNewPasswordVoidsTheTokensOfTheOldOne() {
    Person person = node.person();
    String path = "/user/" + person.id();
    assertThat(node.get(path, person.token()).statusCode()).isEqualTo(200);

    HttpResponse<String> changed = node.send(
        "PUT", path, new JsonObject().put("password", "another password"), person.token());
    String later = node.token(person.email(), "another password");

    assertThat(changed.statusCode()).isEqualTo(200);
    Wait.within(
        SOON, "the old token is void", () -> node.get(path, person.token()).statusCode() == 401);
    assertThat(node.get(path, later).statusCode())
        .as("one of the same second is good")
        .isEqualTo(200);
    assertThat(node.login(person.email(), Node.PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void whoLeavesTakesItsTokensAlong() {
    Person person = node.person();
    String path = "/user/" + person.id();

    assertThat(node.send("DELETE", path, null, person.token()).statusCode()).isEqualTo(204);

    Wait.within(
        SOON, "its token is void", () -> node.get(path, person.token()).statusCode() == 401);
  }

  @Test
  void aRoleThatIsTakenAwayIsGoneWithItsTokens() {
    Person admin = node.admin();
    Person person = node.person();
    String roles = "/user/" + person.id() + "/roles";
    node.send("PUT", roles, new JsonObject().put("roles", JsonArray.of("admin")), admin.token());
    String token = node.token(person.email(), Node.PASSWORD);
    assertThat(node.get("/user/" + SOMEBODY, token).statusCode()).isEqualTo(404);

    node.send("PUT", roles, new JsonObject().put("roles", JsonArray.of("customer")), admin.token());

    Wait.within(
        SOON,
        "the administrator's token is void",
        () -> node.get("/user/" + person.id(), token).statusCode() == 401);
  }

  @Test
  void aGatewayThatStartsLaterKnowsWhatWasRevokedBefore() {
    Person person = node.person();
    node.send("DELETE", "/user/" + person.id(), null, person.token());

    try (Node later = new Node(server, Terms.USUAL)) {
      assertThat(later.get("/user/" + person.id(), person.token()).statusCode()).isEqualTo(401);
    }
  }
}
