package io.sennit.mesh.token;

import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were proven, by the whole token: a signature alone would also be found under claims
 * that it was not made for.
 *
 * <p>A signature takes up to a millisecond, so it is none of the event loops' business: who sends
 * forgeries by the thousand keeps out new tokens, and nobody whose token is known.
 *
 * @param <C> what is remembered of a token, to find those that are void
 */
public final class Proofs<C> {
  /** One text for all that can be wrong with a token: who forges one learns nothing. */
  private static final String BAD =
      "The bearer token is not valid any more, or never was: log in again.";

  private static final int MOST_TOKENS = 20_000;
  /** Half a second of work for one thread. */
  private static final int MOST_VERIFYING = 500;

  private final Vertx vertx;
  private final Recent<TokenKey, Proof<C>> proven;
  private final WorkerExecutor threads;
  private final AtomicInteger verifying = new AtomicInteger();

  /**
   * A token that is good until then, in milliseconds.
   *
   * @param outcome the identity, as who asks wants it
   */
  public record Proof<C>(C claims, Future<Identity> outcome, long untilMillis) {
    public static <C> Proof<C> of(C claims, Identity identity, long untilMillis) {
      return new Proof<>(claims, Future.succeededFuture(identity), untilMillis);
    }
  }

  public Proofs(Vertx vertx, Predicate<C> isVoid) {
    this.vertx = vertx;
    this.proven = new Recent<>(MOST_TOKENS, proof -> isVoid.test(proof.claims()));
    this.threads = vertx.createSharedWorkerExecutor(
        "sennit-tokens", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** Whom this token was found to prove, or null when that is not known, or not any more. */
  public @Nullable Future<Identity> find(String token, long nowMillis) {
    Proof<C> known = proven.find(new TokenKey(token));
    return known != null && nowMillis < known.untilMillis() ? known.outcome() : null;
  }

  /**
   * Proves a token, and remembers it when it is good.
   *
   * @param check what there is to do for it, on another thread; it throws what is wrong
   */
  public Future<Identity> prove(String token, Future<Callable<Proof<C>>> check) {
    return here(check.compose(ready -> inLine(token, ready)));
  }

  private Future<Identity> inLine(String token, Callable<Proof<C>> check) {
    if (verifying.incrementAndGet() > MOST_VERIFYING) {
      verifying.decrementAndGet();
      return Future.failedFuture(cannotTell("too many new ones came at once"));
    }
    return threads
        .executeBlocking(
            () -> {
              Proof<C> proof = check.call();
              if (!proven.keep(new TokenKey(token), proof)) {
                throw bad();
              }
              return proof.outcome().result();
            },
            false)
        .onComplete(done -> verifying.decrementAndGet());
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

  public void forget(Predicate<C> those) {
    proven.forget(proof -> those.test(proof.claims()));
  }

  public void close() {
    threads.close();
  }

  /** What everybody is told whose token is not good, whatever it is that is wrong. */
  public static Problem bad() {
    return Problem.of(Kind.UNAUTHENTICATED, BAD);
  }

  /** What is told while nobody can know whether a token is good. */
  public static Problem cannotTell(String why) {
    return Problem.refused(
        "The token cannot be verified now: " + why + ". Ask again in a moment.",
        Duration.ofSeconds(1));
  }
}
