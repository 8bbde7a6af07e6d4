package io.sennit.gateway.auth;

import io.netty.util.AsciiString;
import io.sennit.gateway.rules.Trust;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.token.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Tells who makes a request, by whatever shows it. */
public final class Callers {
  private static final Future<Identity> NOBODY = Future.succeededFuture(Identity.ANONYMOUS);
  private static final CharSequence AUTHORIZATION = AsciiString.cached("authorization");
  private static final CharSequence CHALLENGE = AsciiString.cached("www-authenticate");
  private static final CharSequence BAD_TOKEN =
      AsciiString.cached("Bearer error=\"invalid_token\"");
  private static final String BEARER = "bearer ";
  private static final String API_KEY = "apikey ";

  private final Authenticator authenticator;
  private final Issuers issuers;
  private final ApiKeys keys;
  private final Certificates certificates;
  private final CharSequence keyHeader;

  private Callers(Authenticator authenticator, Trust trust, Issuers issuers, Clock clock) {
    this.authenticator = authenticator;
    this.issuers = issuers;
    this.keys = new ApiKeys(trust.keys(), clock);
    this.certificates = new Certificates(trust.certificates());
    this.keyHeader = AsciiString.cached(trust.keyHeader());
  }

  public static Callers of(Vertx vertx, Authenticator authenticator, Trust trust, Clock clock) {
    return new Callers(authenticator, trust, Issuers.of(vertx, trust.issuers(), clock), clock);
  }

  /**
   * The identity that a request proves: nobody's when it shows nothing. It fails for what is not
   * good, also where none is needed, so that its owner gets to know.
   */
  public Future<Identity> identify(Visit visit) {
    HttpServerRequest request = visit.request();
    // Of two of them the head is refused; others that say who asks are looked at here.
    String authorization = request.getHeader(AUTHORIZATION);
    String key = keys.isEmpty() ? null : only(request, keyHeader);
    if (authorization == null) {
      return key == null ? bySilence(request) : keys.identify(key, visit.address());
    }
    if (key != null) {
      throw Problem.of(
          Kind.MALFORMED, "Send one proof of who you are: a bearer token or an API key.");
    }
    if (!keys.isEmpty() && has(authorization, API_KEY)) {
      return keys.identify(rest(authorization, API_KEY), visit.address());
    }
    if (!has(authorization, BEARER)) {
      return authenticator.identify(authorization);
    }
    Future<Identity> outcome = byToken(rest(authorization, BEARER));
    return outcome.succeeded() ? outcome : outcome.recover(failure -> refused(visit, failure));
  }

  private Future<Identity> bySilence(HttpServerRequest request) {
    Future<Identity> known = certificates.isEmpty() ? null : certificates.identify(request);
    return known == null ? NOBODY : known;
  }

  private Future<Identity> byToken(String token) {
    if (issuers.isEmpty()) {
      return authenticator.prove(token);
    }
    Future<Identity> known = issuers.find(token);
    known = known == null ? authenticator.find(token) : known;
    if (known != null) {
      return known;
    }
    // Who is said to have signed it decides who has to have signed it.
    IssuerToken theirs = issuers.read(token);
    return theirs == null ? authenticator.prove(token) : issuers.prove(token, theirs);
  }

  /** Says as RFC 6750 has it what to do: get another token, and not a longer password. */
  private static Future<Identity> refused(Visit visit, Throwable failure) {
    if (failure instanceof Problem problem && problem.kind() == Kind.UNAUTHENTICATED) {
      visit.response().putHeader(CHALLENGE, BAD_TOKEN);
    }
    return Future.failedFuture(failure);
  }

  /** The one header that says who asks; of two nobody knows which one is meant. */
  private static @Nullable String only(HttpServerRequest request, CharSequence name) {
    String first = request.getHeader(name);
    if (first != null && request.headers().getAll(name).size() > 1) {
      throw Problem.of(Kind.MALFORMED, "Send one " + name + " header, not several.");
    }
    return first;
  }

  private static boolean has(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static String rest(String authorization, String scheme) {
    return authorization.substring(scheme.length()).strip();
  }

  /** Follows nothing any more. */
  public Future<Void> close() {
    return issuers.close();
  }
}
