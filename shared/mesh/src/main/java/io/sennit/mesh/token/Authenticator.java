package io.sennit.mesh.token;

import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells who makes a request, by its bearer token; a node has one, for all of its edges. */
public final class Authenticator {
  private static final Future<Identity> NOBODY = Future.succeededFuture(Identity.ANONYMOUS);

  /** One text for all that can be wrong with a token: who forges one learns nothing. */
  private static final String BAD =
      "The bearer token is not valid any more, or never was: log in again.";

  private static final String SCHEME = "bearer ";

  /** Roles of the mesh itself begin so; no token can give them. */
  private static final String INTERNAL_ROLES = "sennit:";

  private static final int MOST_TOKENS = 20_000;
  /** Half a second of work for one thread. */
  private static final int MOST_VERIFYING = 500;

  private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);
  private static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

  /** The clock of the node that signed a token may be ahead of ours. */
  private static final long LEEWAY_SECONDS = 10;

  private final Vertx vertx;
  private final Clock clock;
  private final KeyRing keys;
  private final Voids voids;
  private final Verified verified;
  private final WorkerExecutor threads;
  private final AtomicInteger verifying = new AtomicInteger();
  private final List<Long> timers;
  private final MessageConsumer<Object> news;

  private Authenticator(Vertx vertx, CallHandler mesh, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.keys = new KeyRing(mesh, clock);
    this.voids = new Voids(mesh, clock, this::forget);
    this.verified = new Verified(MOST_TOKENS, voids::has);
    this.threads = vertx.createSharedWorkerExecutor(
        "sennit-tokens", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
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
    String token = authorization.substring(SCHEME.length()).strip();
    long now = clock.millis();
    Verified.Entry known = verified.find(token);
    return known != null && now < known.untilMillis() && voids.isCurrent(now)
        ? known.outcome()
        : verify(token);
  }

  private Future<Identity> verify(String text) {
    Token token = Token.read(text);
    if (token == null) {
      return Future.failedFuture(bad());
    }
    Future<Identity> outcome = keys.find(token.kid())
        .compose(key -> voids.current().map(v -> key))
        .recover(failure -> Future.failedFuture(cannotTell("no node that hosts 'users' answers")))
        .compose(key -> key == null ? Future.failedFuture(bad()) : believe(text, token, key));
    return here(outcome);
  }

  /**
   * A signature takes about a millisecond, so it is none of the event loops' business: who sends
   * forgeries by the thousand keeps out new tokens, and nobody whose token is known.
   */
  private Future<Identity> believe(String text, Token token, PublicKey key) {
    if (verifying.incrementAndGet() > MOST_VERIFYING) {
      verifying.decrementAndGet();
      return Future.failedFuture(cannotTell("too many new ones came at once"));
    }
    return threads
        .executeBlocking(() -> believed(text, token, key), false)
        .onComplete(done -> verifying.decrementAndGet());
  }

  private Identity believed(String text, Token token, PublicKey key) {
    Token.Claims claims = token.claims(key);
    long now = clock.millis();
    if (claims == null
        || claims.from() - LEEWAY_SECONDS > now / 1_000
        || claims.until() * 1_000 <= now
        || claims.roles().stream().anyMatch(role -> role.startsWith(INTERNAL_ROLES))) {
      throw bad();
    }
    Future<Identity> identity =
        Future.succeededFuture(new Identity(claims.subject(), claims.roles()));
    Verified.Entry entry = new Verified.Entry(claims, identity, claims.until() * 1_000);
    if (!verified.keep(text, entry)) {
      throw bad();
    }
    return identity.result();
  }

  private void forget(Set<String> subjects) {
    verified.forgetAll(subjects);
  }

  /** The answer may come on whatever thread; the request goes on where it was. */
  private <T> Future<T> here(Future<T> outcome) {
    if (outcome.isComplete()) {
      return outcome;
    }
    Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    outcome.onComplete(promise);
    return promise.future();
  }

  private static Problem bad() {
    return Problem.of(Kind.UNAUTHENTICATED, BAD);
  }

  private static Problem cannotTell(String why) {
    return Problem.refused(
        "The token cannot be verified now: " + why + ". Ask again in a moment.",
        Duration.ofSeconds(1));
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
    threads.close();
  }
}
