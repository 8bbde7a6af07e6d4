package io.sennit.gateway.auth;

import io.sennit.gateway.rules.TrustedIssuer;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.token.Jwk;
import io.sennit.mesh.token.Jws;
import io.sennit.mesh.token.Proofs;
import io.sennit.mesh.token.Proofs.Proof;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The OpenID providers whose tokens are believed. */
final class Issuers {
  private static final int LONGEST = 8_192;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Clock clock;
  private final Proofs<Signed> proofs;
  private final JsonFetch fetch;
  private final Map<String, Issuer> byName = new HashMap<>();
  private final long timer;

  /** Whose key has signed a token. */
  private record Signed(IssuerKeys by, Jwk key) {
    boolean isVoid() {
      return !by.trusts(key);
    }
  }

  private Issuers(Vertx vertx, List<TrustedIssuer> issuers, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.proofs = new Proofs<>(vertx, Signed::isVoid);
    this.fetch = new JsonFetch(vertx);
    for (TrustedIssuer rules : issuers) {
      IssuerKeys keys = new IssuerKeys(rules, fetch, clock, () -> proofs.forget(Signed::isVoid));
      byName.put(rules.issuer(), new Issuer(rules, keys));
    }
    this.timer =
        issuers.isEmpty() ? -1 : vertx.setPeriodic(1, LOOK_EVERY.toMillis(), due -> look());
  }

  static Issuers of(Vertx vertx, List<TrustedIssuer> issuers, Clock clock) {
    return new Issuers(vertx, issuers, clock);
  }

  /** Looks for keys where those at hand are old. */
  void look() {
    byName.values().forEach(issuer -> issuer.keys().refreshIfDue());
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Whom this token was found to prove lately, or null. */
  @Nullable
  Future<Identity> find(String token) {
    return proofs.find(token, clock.millis());
  }

  /** The token, or null when it is of none of these, or not as its issuer signs. */
  @Nullable
  IssuerToken read(String token) {
    Jws text = Jws.read(token, LONGEST);
    JsonObject claims = text == null ? null : text.claims();
    Issuer issuer =
        claims != null && claims.getValue("iss") instanceof String name ? byName.get(name) : null;
    if (text == null || claims == null || issuer == null) {
      return null;
    }
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(text.algorithm());
    return algorithm != null && issuer.rules().algorithms().contains(algorithm)
        ? new IssuerToken(issuer, text, algorithm, claims)
        : null;
  }

  Future<Identity> prove(String text, IssuerToken token) {
    Future<Callable<Proof<Signed>>> check = token
        .issuer()
        .keys()
        .find(token.text().kid(), token.algorithm())
        .recover(failure ->
            Future.failedFuture(Proofs.cannotTell("the provider that gave it does not answer")))
        .compose(key -> key == null
            ? Future.failedFuture(Proofs.bad())
            : Future.succeededFuture(() -> check(token, key)));
    return proofs.prove(text, check);
  }

  private Proof<Signed> check(IssuerToken token, Jwk key) {
    if (!token.text().isSignedBy(key.key(), token.algorithm()) || !token.isGood(clock.millis())) {
      throw Proofs.bad();
    }
    return Proof.of(new Signed(token.issuer().keys(), key), token.identity(), token.untilMillis());
  }

  Future<Void> close() {
    vertx.cancelTimer(timer);
    proofs.close();
    return fetch.close();
  }
}
