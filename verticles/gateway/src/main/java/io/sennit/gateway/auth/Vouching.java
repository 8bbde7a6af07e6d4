package io.sennit.gateway.auth;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.token.Recent;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells services outside of the mesh who asks, so that they need not believe whoever reaches them:
 * by a token of a minute's life that the users' service signs for one identity and one service.
 *
 * <p>Everybody can verify it with the keys at {@code /.well-known/jwks.json}. It is asked for again
 * in the middle of its life, while the one at hand is still good, so that no request of somebody
 * who asks often waits for it.
 */
public final class Vouching {
  /** With this header field a service gets the token. */
  public static final String HEADER = "sennit-identity";

  private static final int MOST = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  /** What is handed out has to be good when it arrives. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final CallHandler mesh;
  private final Clock clock;
  private final Recent<Case, Voucher> known = new Recent<>(MOST, voucher -> false);
  private final Map<Case, Future<Voucher>> asking = new ConcurrentHashMap<>();

  private record Case(Identity identity, String service) {}

  private record Voucher(Future<@Nullable String> token, long freshUntil, long goodUntil) {}

  public Vouching(Vertx vertx, CallHandler mesh, Clock clock) {
    this.vertx = vertx;
    this.mesh = mesh;
    this.clock = clock;
  }

  /** The token for this service, or null for nobody: who shows no proof is vouched for by none. */
  public Future<@Nullable String> token(Identity identity, String service) {
    if (identity.isAnonymous()) {
      return Future.succeededFuture(null);
    }
    Case wanted = new Case(identity, service);
    Voucher last = known.find(wanted);
    long now = clock.millis();
    if (last != null && now < last.freshUntil()) {
      return last.token();
    }
    Future<Voucher> next = ask(wanted);
    return last != null && now < last.goodUntil()
        ? last.token()
        : here(next.compose(Voucher::token));
  }

  /** Asks once for all who want to know at the same time. */
  private Future<Voucher> ask(Case wanted) {
    Promise<Voucher> mine = Promise.promise();
    Future<Voucher> running = asking.putIfAbsent(wanted, mine.future());
    if (running != null) {
      return running;
    }
    long began = clock.millis();
    JsonObject input = new JsonObject()
        .put("service", wanted.service())
        .put("subject", wanted.identity().subject())
        .put("roles", new JsonArray(wanted.identity().roles()));
    mesh.handle(Call.to(Tokens.VOUCH, input).as(Identity.OPERATOR).within(PATIENCE))
        .map(reply -> voucher(reply.json(), began))
        .onSuccess(voucher -> known.keep(wanted, voucher))
        .onComplete(done -> asking.remove(wanted))
        .onComplete(mine);
    return mine.future();
  }

  private static Voucher voucher(JsonObject reply, long began) {
    long life = Duration.ofSeconds(reply.getLong("expiresIn")).toMillis();
    return new Voucher(
        Future.succeededFuture(reply.getString("token")),
        began + life / 2,
        began + life - MARGIN.toMillis());
  }

  /** The answer may come on whatever thread; the request goes on where it was. */
  private <T extends @Nullable Object> Future<T> here(Future<T> outcome) {
    if (outcome.isComplete()) {
      return outcome;
    }
    Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    outcome.onComplete(promise);
    return promise.future();
  }
}
