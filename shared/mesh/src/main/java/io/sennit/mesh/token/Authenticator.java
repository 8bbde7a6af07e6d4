package io.sennit.mesh.token;

import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.token.Proofs.Proof;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Tells who makes a request, by its bearer token; a node has one, for all of its edges. */
public final class Authenticator {
  private static final Future<Identity> NOBODY = Future.succeededFuture(Identity.ANONYMOUS);

  private static final String SCHEME = "bearer ";

  private static final int LONGEST = 4_096;

  private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);
  private static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

  /** The clock of the node that signed a token may be ahead of ours. */
  private static final long LEEWAY_SECONDS = 10;

  private final Vertx vertx;
  private final Clock clock;
  private final KeyRing keys;
  private final Voids voids;
  private final Proofs<Claims> proofs;
  private final List<Long> timers;
  private final MessageConsumer<Object> news;

  private Authenticator(Vertx vertx, CallHandler mesh, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.keys = new KeyRing(mesh, clock);
    this.voids = new Voids(mesh, clock, this::forget);
    this.proofs = new Proofs<>(vertx, voids::has);
    this.timers = List.of(
        vertx.setPeriodic(FOLLOW_EVERY.toMillis(), due -> follow()),
        vertx.setPeriodic(REFRESH_EVERY.toMillis(), due -> refresh()));
    this.news = vertx.eventBus().consumer(Tokens.REVOKED, message -> follow());
  }

  /** Begins to follow what the users' service tells, which it reaches over this mesh. */
  public static Authenticator of(Vertx vertx, CallHandler mesh, Clock clock) {
    return new Authenticator(vertx, mesh, clock);
  }

  /**
   * The identity that the header {@code Authorization} proves: nobody's without one. It fails for a
   * token that is not good, also where none is needed, so that its owner gets to know.
   */
  public Future<Identity> identify(@Nullable String authorization) {
    if (authorization == null) {
      return NOBODY;
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Future.failedFuture(Problem.of(
          Kind.UNAUTHENTICATED, "Authorization must be 'Bearer ' and a token from POST /login."));
    }
    return prove(authorization.substring(SCHEME.length()).strip());
  }

  /** The identity that a bearer token proves; it fails when the token is not good. */
  public Future<Identity> prove(String token) {
    Future<Identity> known = find(token);
    return known != null ? known : verify(token);
  }

  /** Whom this token was found to prove lately, or null. */
  public @Nullable Future<Identity> find(String token) {
    long now = clock.millis();
    Future<Identity> known = proofs.find(token, now);
    return known != null && voids.isCurrent(now) ? known : null;
  }

  private Future<Identity> verify(String text) {
    Jws token = Jws.read(text, LONGEST);
    if (token == null || !isOurs(token)) {
      return Future.failedFuture(Proofs.bad());
    }
    Future<Callable<Proof<Claims>>> check = keys.find(token.kid())
        .compose(key -> voids.current().map(v -> key))
        .recover(
            failure -> Future.failedFuture(Proofs.cannotTell("no node that hosts 'users' answers")))
        .compose(key -> key == null
            ? Future.failedFuture(Proofs.bad())
            : Future.succeededFuture(() -> check(token, key)));
    return proofs.prove(text, check);
  }

  /** There is one algorithm, and the header has no say in it: it is refused if it names another. */
  private static boolean isOurs(Jws token) {
    return Tokens.ALGORITHM.equals(token.algorithm())
        && "JWT".equals(token.type())
        && !token.kid().isEmpty();
  }

  private Proof<Claims> check(Jws token, PublicKey key) {
    Claims claims =
        token.isSignedBy(key, SignatureAlgorithm.EDDSA) ? Claims.of(token.claims()) : null;
    long now = clock.millis();
    if (claims == null
        || claims.from() - LEEWAY_SECONDS > now / 1_000
        || claims.until() * 1_000 <= now
        || claims.roles().stream().anyMatch(Tokens::isInternal)) {
      throw Proofs.bad();
    }
    return Proof.of(claims, new Identity(claims.subject(), claims.roles()), claims.until() * 1_000);
  }

  private void forget(Set<String> subjects) {
    proofs.forget(claims -> subjects.contains(claims.subject()));
  }

  private void follow() {
    if (!keys.isEmpty()) {
      voids.follow();
    }
  }

  private void refresh() {
    voids.forgetOld();
    if (!keys.isEmpty()) {
      keys.refresh();
    }
  }

  /** Follows nothing any more. */
  public void close() {
    timers.forEach(vertx::cancelTimer);
    news.unregister();
    proofs.close();
  }
}
