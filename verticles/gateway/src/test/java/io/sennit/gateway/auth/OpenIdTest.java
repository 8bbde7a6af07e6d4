package io.sennit.gateway.auth;

import static io.sennit.gateway.auth.Entrance.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens of an OpenID provider the gateway believes, and what it makes of them. */
class OpenIdTest {
  private static final Signer RSA = Signer.rsa("rsa-1");
  private static final Signer EC = Signer.ec("ec-1");
  private static final Signer ED25519 = Signer.ed25519("ed-1");
  private static final Signer OTHER = Signer.rsa("rsa-1");

  @SuppressWarnings("UnusedVariable") // The parameters of a test.
  private static final List<Signer> SIGNERS = List.of(RSA, EC, ED25519);

  private static OpenIdProvider provider;
  private static OpenIdProvider unknown;
  private static Entrance entrance;

  @BeforeAll
  static void open() {
    unknown = new OpenIdProvider().publish(RSA.jwk());
    provider = new OpenIdProvider().publish(RSA.jwk(), EC.jwk(), ED25519.jwk());
    JsonObject rules = new JsonObject()
        .put("issuer", provider.issuer())
        .put("audience", "shop")
        .put("algorithms", JsonArray.of("RS256", "ES256", "EdDSA"))
        .put("roles", "realm_access.roles")
        .put("roleMap", new JsonObject().put("shop-admin", "admin").put("buyer", "customer"))
        .put("parties", JsonArray.of("web"))
        .put("subjectPrefix", "acme");
    entrance = new Entrance(new JsonObject().put("openid", JsonArray.of(rules)));
  }

  @AfterAll
  static void close() {
    entrance.close();
    provider.close();
    unknown.close();
  }

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void aTokenByAnAllowedAlgorithmIsBelieved(Signer signer) {
    String token = signer.sign(provider.claims("0815"));

    HttpResponse<String> first = entrance.by(token, "/somebody");
    HttpResponse<String> again = entrance.by(token, "/somebody");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(json(first).getString("subject")).isEqualTo("acme:0815");
    assertThat(json(first).getJsonArray("roles")).isEmpty();
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void rolesAreThoseThatTheRulesMakeOfTheirs() {
    JsonObject claims = provider
        .claims("0815")
        .put(
            "realm_access",
            new JsonObject()
                .put("roles", JsonArray.of("shop-admin", "merchant", "sennit:operator", 7)));

    HttpResponse<String> answer = entrance.by(RSA.sign(claims), "/admin");

    assertThat(json(answer).getJsonArray("roles")).containsExactly("admin");
    assertThat(entrance.by(RSA.sign(provider.claims("0816")), "/admin").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aTokenForSeveralIsBelievedWhenWeKnowWhoAskedForIt() {
    JsonObject several = provider.claims("0815").put("aud", JsonArray.of("shop", "account"));

    assertThat(
            entrance.by(RSA.sign(several.copy().put("azp", "web")), "/somebody").statusCode())
        .isEqualTo(200);
    assertThat(entrance
            .by(RSA.sign(provider.claims("0815").put("aud", JsonArray.of("shop"))), "/somebody")
            .statusCode())
        .isEqualTo(200);
    refused(RSA.sign(several));
    refused(RSA.sign(several.copy().put("azp", "another shop's app")));
  }

  static Stream<Arguments> forgeries() {
    JsonObject claims = provider.claims("0815");
    JsonObject header = RSA.header();
    String good = RSA.sign(claims);
    String[] parts = good.split("\\.");
    byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(RSA.pair().getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
    JsonObject hs256 = header.copy().put("alg", "HS256");
    long now = claims.getLong("iat");
    return Stream.of(
        Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
        Arguments.of("none", Signer.part(header.copy().put("alg", "none")) + "." + parts[1] + "."),
        Arguments.of("nOnE", Signer.part(header.copy().put("alg", "nOnE")) + "." + parts[1] + "."),
        Arguments.of("HS256 with the key as PEM", Signer.hmac(pem, hs256, claims)),
        Arguments.of(
            "HS256 with the encoded key",
            Signer.hmac(RSA.pair().getPublic().getEncoded(), hs256, claims)),
        Arguments.of(
            "HMAC under the right algorithm",
            Signer.hmac(RSA.pair().getPublic().getEncoded(), header, claims)),
        Arguments.of(
            "an algorithm that is not allowed",
            RSA.sign(header.copy().put("alg", "RS512"), claims)),
        Arguments.of("no algorithm", RSA.sign(without(header, "alg"), claims)),
        Arguments.of(
            "an algorithm of other keys", EC.sign(EC.header().put("alg", "RS256"), claims)),
        Arguments.of("the key of another kind", EC.sign(EC.header().put("kid", RSA.kid()), claims)),
        Arguments.of("a key of one's own", OTHER.sign(claims)),
        Arguments.of("a key with a name that was made up", RSA.called("made-up").sign(claims)),
        Arguments.of("a path for a name", OTHER.called("../../dev/null").sign(claims)),
        Arguments.of(
            "a key in the header", OTHER.sign(header.copy().put("jwk", OTHER.jwk()), claims)),
        Arguments.of(
            "a place of keys in the header",
            OTHER.sign(header.copy().put("jku", unknown.issuer() + "/keys"), claims)),
        Arguments.of(
            "a certificate in the header",
            OTHER.sign(header.copy().put("x5c", JsonArray.of("MIIB")), claims)),
        Arguments.of(
            "a critical extension",
            RSA.sign(header.copy().put("crit", JsonArray.of("exp")), claims)),
        Arguments.of("a logout token", RSA.sign(header.copy().put("typ", "logout+jwt"), claims)),
        Arguments.of(
            "another's payload",
            parts[0] + "." + Signer.part(claims.copy().put("sub", "1")) + "." + parts[2]),
        Arguments.of("half a signature", good.substring(0, good.length() - 100)),
        Arguments.of(
            "a signature of zeros",
            Signer.part(EC.header()) + "." + parts[1] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])),
        Arguments.of("expired", RSA.sign(claims.copy().put("exp", now - 1))),
        Arguments.of("without end", RSA.sign(without(claims, "exp"))),
        Arguments.of("an end that is text", RSA.sign(claims.copy().put("exp", "never"))),
        Arguments.of("an end beyond numbers", RSA.sign(claims.copy().put("exp", -1e300))),
        Arguments.of("not yet", RSA.sign(claims.copy().put("nbf", now + 120))),
        Arguments.of("a beginning that is text", RSA.sign(claims.copy().put("nbf", "now"))),
        Arguments.of("of tomorrow", RSA.sign(claims.copy().put("iat", now + 86_400))),
        Arguments.of("for somebody else", RSA.sign(claims.copy().put("aud", "bank"))),
        Arguments.of("for nobody", RSA.sign(without(claims, "aud"))),
        Arguments.of("for a list of nobody", RSA.sign(claims.copy().put("aud", new JsonArray()))),
        Arguments.of("without subject", RSA.sign(without(claims, "sub"))),
        Arguments.of("an empty subject", RSA.sign(claims.copy().put("sub", ""))),
        Arguments.of("a subject with a line end", RSA.sign(claims.copy().put("sub", "a\nb"))),
        Arguments.of("a subject that is a number", RSA.sign(claims.copy().put("sub", 1))),
        Arguments.of("another issuer", RSA.sign(claims.copy().put("iss", unknown.issuer()))),
        Arguments.of(
            "nearly the issuer", RSA.sign(claims.copy().put("iss", provider.issuer() + "/"))),
        Arguments.of("the shop's own name", RSA.sign(claims.copy().put("iss", "sennit"))),
        Arguments.of("no issuer", RSA.sign(without(claims, "iss"))),
        Arguments.of(
            "a list of issuers",
            RSA.sign(claims.copy().put("iss", JsonArray.of(provider.issuer())))),
        Arguments.of("four parts", good + ".x"),
        Arguments.of("too long", RSA.sign(claims.copy().put("x", "x".repeat(8_000)))),
        Arguments.of("deep", parts[0] + "." + deep(claims) + "." + parts[2]),
        Arguments.of("rubbish", "rubbish"));
  }

  private static String deep(JsonObject claims) {
    String text = claims.encode();
    String nested = "[".repeat(1_500) + "]".repeat(1_500);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((text.substring(0, text.length() - 1) + ",\"x\":" + nested + "}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject without(JsonObject json, String name) {
    JsonObject copy = json.copy();
    copy.remove(name);
    return copy;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aTokenThatIsNotGoodIsRefusedAlsoWhereNoneIsNeeded(String what, String token) {
    refused(token);
    assertThat(entrance.by(token, "/anyone").statusCode()).as(what).isEqualTo(401);
  }

  /** All of them get the same answer, but for what is told of the request itself. */
  private static void refused(String token) {
    HttpResponse<String> answer = entrance.by(token, "/somebody");
    HttpResponse<String> rubbish = entrance.by("rubbish", "/somebody");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate"))
        .hasValue("Bearer error=\"invalid_token\"");
    assertThat(without(json(answer), "traceId")).isEqualTo(without(json(rubbish), "traceId"));
  }

  @Test
  void whoShowsNothingIsToldWhatToShow() {
    HttpResponse<String> answer = entrance.get("/somebody");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
  }

  @Test
  void keysThatAreNamedInATokenAreNeverFetched() {
    int before = unknown.asked();

    refused(OTHER.sign(
        OTHER
            .header()
            .put("jku", unknown.issuer() + "/keys")
            .put("x5u", unknown.issuer() + "/keys"),
        provider.claims("0815").put("iss", unknown.issuer())));

    assertThat(unknown.asked()).isEqualTo(before);
  }
}
