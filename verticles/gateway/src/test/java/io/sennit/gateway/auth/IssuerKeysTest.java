package io.sennit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.gateway.auth.OpenIdProvider.Mood;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.TrustedIssuer;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a gateway comes by the keys of an OpenID provider, and what it does without. */
class IssuerKeysTest {
  private static final Signer FIRST = Signer.ec("first");
  private static final Signer SECOND = Signer.ec("second");
  /** After which a missing key is looked for again. */
  private static final Duration PAUSE = Duration.ofSeconds(11);

  private static Vertx vertx;

  private final SettableClock clock = new SettableClock();
  private final OpenIdProvider provider = new OpenIdProvider().publish(FIRST.jwk());
  private @Nullable Issuers opened;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    Wait.forResult(vertx.close());
  }

  @AfterEach
  void close() {
    issuers().close();
    provider.close();
  }

  /** They begin to look for keys at once, so that a test says before how its provider is. */
  private Issuers issuers() {
    Issuers known = opened;
    if (known == null) {
      known = Issuers.of(vertx, List.of(rules(provider)), clock);
      opened = known;
    }
    return known;
  }

  private static TrustedIssuer rules(OpenIdProvider provider) {
    JsonObject one = new JsonObject()
        .put("issuer", provider.issuer())
        .put("audience", "shop")
        .put("algorithms", JsonArray.of("ES256"))
        .put("subjectPrefix", "acme");
    return GatewayRules.read(new JsonObject().put("openid", JsonArray.of(one)))
        .trust()
        .issuers()
        .get(0);
  }

  /** A token that is good for a day, so that only keys decide. */
  private String token(Signer signer, String subject) {
    long now = clock.millis() / 1_000;
    return signer.sign(provider.claims(subject).put("iat", now).put("exp", now + 86_400));
  }

  private Future<Identity> ask(String token) {
    Future<Identity> known = issuers().find(token);
    return known != null
        ? known
        : issuers().prove(token, Objects.requireNonNull(issuers().read(token)));
  }

  private void believes(String token) {
    assertThat(Wait.forResult(ask(token)).subject()).startsWith("acme:");
  }

  private void fails(String token, Kind kind) {
    assertThatThrownBy(() -> Wait.forResult(ask(token)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
  }

  private void opened() {
    believes(token(FIRST, "the first to come"));
  }

  @Test
  void theyAreFetchedOnceForAllWhoComeAtTheSameTime() {
    List<Future<Identity>> crowd =
        IntStream.range(0, 50).mapToObj(i -> ask(token(FIRST, "user" + i))).toList();

    Wait.forResult(Future.all(crowd));

    assertThat(provider.asked()).isEqualTo(1);
  }

  @Test
  void aNewKeyIsFoundWhenTheFirstTokenNamesIt() {
    opened();
    provider.publish(FIRST.jwk(), SECOND.jwk());
    clock.pass(PAUSE);

    believes(token(SECOND, "0815"));

    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void namesThatAreMadeUpDoNotMakeItAskAgainAndAgain() {
    opened();
    clock.pass(PAUSE);

    for (int i = 0; i < 200; i++) {
      fails(token(SECOND.called("made-up-" + i), "0815"), Kind.UNAUTHENTICATED);
    }
    believes(token(FIRST, "who has a known key meanwhile"));

    assertThat(provider.asked()).isEqualTo(2);
  }

  @Test
  void theyAreFetchedAnewWhenTheyAreOldAndThoseThatAreGoneAreTrustedNoMore() {
    provider.says("public, max-age=600");
    opened();
    String token = token(FIRST, "0815");
    believes(token);
    provider.publish(SECOND.jwk());

    clock.pass(Duration.ofMinutes(9));
    issuers().look();
    believes(token);
    clock.pass(Duration.ofMinutes(2));
    issuers().look();

    Wait.until("the token of the key that is gone is void", () -> issuers().find(token) == null);
    fails(token, Kind.UNAUTHENTICATED);
    believes(token(SECOND, "0815"));
    assertThat(provider.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=0", "no-store", "max-age=31536000"})
  void aProviderSetsThePaceWithinBounds(String caching) {
    provider.says(caching);
    opened();

    clock.pass(Duration.ofSeconds(59));
    issuers().look();
    believes(token(FIRST, "meanwhile"));
    assertThat(provider.asked()).isEqualTo(1);
    clock.pass(Duration.ofHours(1));
    issuers().look();

    Wait.until("they are fetched again", () -> provider.asked() == 2);
  }

  @Test
  void aProviderThatIsGoneIsDoneWithoutForAWhile() {
    opened();
    provider.is(Mood.ERROR);

    clock.pass(Duration.ofHours(5));
    issuers().look();
    Wait.until("it was asked in vain", () -> provider.asked() == 2);
    String token = token(FIRST, "0815");
    believes(token);
    clock.pass(Duration.ofHours(2));
    issuers().look();

    Wait.until("nothing is known of it any more", () -> issuers().find(token) == null);
    fails(token, Kind.UNAVAILABLE);
    provider.is(Mood.WELL);
    clock.pass(PAUSE);
    believes(token);
  }

  @Test
  void nobodyWaitsForAProviderThatHasJustFailed() {
    provider.is(Mood.ERROR);

    for (int i = 0; i < 50; i++) {
      fails(token(FIRST, "user" + i), Kind.UNAVAILABLE);
    }

    assertThat(provider.asked()).isEqualTo(1);
    provider.is(Mood.WELL);
    clock.pass(PAUSE);
    opened();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"WELL"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatIsNoSetOfKeysIsNotWaitedForAndTakesNothingAway(Mood mood) {
    opened();
    String known = token(FIRST, "known");
    believes(known);
    provider.is(mood);
    clock.pass(PAUSE);

    fails(token(SECOND, "0815"), Kind.UNAVAILABLE);

    believes(known);
    believes(token(FIRST, "unknown, by a known key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org", ""})
  void aConfigurationOfSomebodyElseIsNone(String issuer) {
    provider.claimsToBe(issuer);

    fails(token(FIRST, "0815"), Kind.UNAVAILABLE);

    assertThat(provider.asked()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org/keys", "file:///etc/passwd", "/keys", "no address"})
  void keysAreNotFetchedWhereSomebodyCouldChangeThem(String place) {
    provider.hasItsKeysAt(place);

    fails(token(FIRST, "0815"), Kind.UNAVAILABLE);
  }

  @Test
  void onlyKeysThatAreGoodForItVerify() {
    JsonObject jwk = FIRST.jwk();
    Signer weak = Signer.rsa("weak", 1_024);
    provider.publish(
        jwk.copy().put("kid", "enc").put("use", "enc"),
        jwk.copy().put("kid", "wrap").put("key_ops", JsonArray.of("wrapKey")),
        jwk.copy().put("kid", "es384").put("alg", "ES384"),
        jwk.copy().put("kid", "short").put("x", "AA"),
        jwk.copy().put("kid", "curve").put("crv", "secp256k1"),
        weak.jwk(),
        new JsonObject().put("kty", "oct").put("kid", "oct").put("k", "c2VjcmV0"),
        jwk.copy().put("kid", "good").put("alg", "ES256"));

    for (String kid : List.of("enc", "wrap", "es384", "short", "curve", "weak", "oct")) {
      fails(token(FIRST.called(kid), "0815"), Kind.UNAUTHENTICATED);
    }
    believes(token(FIRST.called("good"), "0815"));
  }

  @Test
  void aTokenWithoutTheNameOfItsKeyMeansTheOnlyOne() {
    JsonObject header = new JsonObject().put("alg", "ES256");
    JsonObject claims = provider.claims("0815");
    believes(FIRST.sign(header, claims));
    provider.publish(FIRST.jwk(), SECOND.jwk());
    clock.pass(Duration.ofHours(1));
    issuers().look();
    Wait.until("both are known", () -> provider.asked() == 2);

    fails(FIRST.sign(header, claims.copy().put("sub", "1")), Kind.UNAUTHENTICATED);
  }
}
