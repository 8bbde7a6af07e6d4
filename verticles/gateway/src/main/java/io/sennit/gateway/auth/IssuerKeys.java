package io.sennit.gateway.auth;

import io.sennit.gateway.rules.TrustedIssuer;
import io.sennit.mesh.token.Jwk;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an OpenID provider. They are asked for from time to time, and when one is missing,
 * seldom enough that nobody can make this node ask all the time.
 */
final class IssuerKeys {
  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

  /** Names of keys can be made up, but this is how often one looks for them. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Duration USUAL_AGE = Duration.ofMinutes(5);
  private static final Duration LEAST_AGE = Duration.ofMinutes(1);
  private static final Duration MOST_AGE = Duration.ofHours(1);

  /**
   * A provider that is gone gives no new tokens, and those that it has given end by themselves; by
   * then whoever is cut off from it may have missed that it has withdrawn a key.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofHours(6);

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final TrustedIssuer issuer;
  private final JsonFetch fetch;
  private final Clock clock;
  private final Runnable changed;
  private volatile Heard heard = new Heard(List.of(), Long.MIN_VALUE, Long.MIN_VALUE);
  private @Nullable Future<Void> asking;
  private long askedAt = Long.MIN_VALUE;
  private boolean failed;

  /** What it said last, in milliseconds. */
  private record Heard(List<Jwk> keys, long at, long goodUntil) {
    boolean isUsable(long now) {
      return at != Long.MIN_VALUE && now - at < LONGEST_SILENCE.toMillis();
    }

    /** When a token names none, the one is meant that there is. */
    @Nullable
    Jwk find(String kid, SignatureAlgorithm algorithm) {
      List<Jwk> fitting = keys.stream()
          .filter(key -> key.fits(algorithm) && (kid.isEmpty() || key.kid().equals(kid)))
          .toList();
      boolean clear = fitting.size() == 1 || (!kid.isEmpty() && !fitting.isEmpty());
      return clear ? fitting.get(0) : null;
    }
  }

  /** @param changed runs when keys are not trusted any more */
  IssuerKeys(TrustedIssuer issuer, JsonFetch fetch, Clock clock, Runnable changed) {
    this.issuer = issuer;
    this.fetch = fetch;
    this.clock = clock;
    this.changed = changed;
  }

  /** The key, or null when there is none. Fails when the provider does not tell. */
  Future<@Nullable Jwk> find(String kid, SignatureAlgorithm algorithm) {
    long now = clock.millis();
    Heard last = heard;
    Jwk known = last.isUsable(now) ? last.find(kid, algorithm) : null;
    return known != null
        ? Future.succeededFuture(known)
        : refreshIfAllowed(now).map(v -> heard.find(kid, algorithm));
  }

  boolean trusts(Jwk key) {
    Heard last = heard;
    return last.isUsable(clock.millis()) && last.keys().contains(key);
  }

  /** Asks when what was heard last is old. */
  void refreshIfDue() {
    long now = clock.millis();
    Heard last = heard;
    if (now >= last.goodUntil()) {
      refreshIfAllowed(now).onFailure(told -> {
        if (!last.isUsable(clock.millis())) {
          changed.run();
        }
      });
    }
  }

  /** Fails as the last time failed until it may be tried again. */
  private synchronized Future<Void> refreshIfAllowed(long now) {
    Future<Void> last = asking;
    if (last != null && (!last.isComplete() || now - askedAt < PAUSE.toMillis())) {
      return last;
    }
    askedAt = now;
    Future<Void> next = ask().onComplete(done -> note(done.cause()));
    asking = next;
    return next;
  }

  private Future<Void> ask() {
    return Future.succeededFuture(issuer.jwks())
        .compose(known -> known == null ? discover() : Future.succeededFuture(known))
        .compose(fetch::get)
        .map(document -> {
          take(Jwk.set(document.json()), document.maxAge());
          return null;
        });
  }

  private Future<URI> discover() {
    String base = issuer.issuer();
    String without = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return fetch.get(URI.create(without + DISCOVERY)).map(document -> {
      if (!base.equals(document.json().getValue("issuer"))) {
        throw new IllegalArgumentException("its configuration is another issuer's");
      }
      URI jwks = document.json().getValue("jwks_uri") instanceof String text
          ? TrustedIssuer.secure(text)
          : null;
      if (jwks == null || (jwks.getScheme().equals("http") && base.startsWith("https:"))) {
        throw new IllegalArgumentException("its configuration names no safe place of its keys");
      }
      return jwks;
    });
  }

  /** Keys that are no longer named are no longer trusted. */
  private void take(List<Jwk> keys, @Nullable Duration maxAge) {
    Duration age = maxAge == null ? USUAL_AGE : maxAge;
    age = age.compareTo(LEAST_AGE) < 0 ? LEAST_AGE : age;
    age = age.compareTo(MOST_AGE) > 0 ? MOST_AGE : age;
    List<Jwk> before = heard.keys();
    long now = clock.millis();
    heard = new Heard(keys, now, now + age.toMillis());
    if (!keys.containsAll(before)) {
      changed.run();
    }
    if (!before.equals(keys)) {
      log.info(
          "Tokens of {} are now verified with the keys {}",
          issuer.issuer(),
          keys.stream().map(Jwk::kid).toList());
    }
  }

  private synchronized void note(@Nullable Throwable failure) {
    if (failure != null && !failed) {
      log.warn(
          "The keys of {} cannot be had, so that its tokens are refused when the known ones are {} h old: {}",
          issuer.issuer(),
          LONGEST_SILENCE.toHours(),
          failure.getMessage());
    }
    failed = failure != null;
  }
}
