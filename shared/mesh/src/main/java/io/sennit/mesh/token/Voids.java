package io.sennit.mesh.token;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.token.Tokens.Revocation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens were revoked: a copy of the users' log of that, followed every second, and at once
 * when somebody says that there is news.
 */
final class Voids {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * While the users' service is gone nobody revokes anything, so that the shop goes on; but who has
   * not heard of it for so long may be the one who is cut off.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

  private final CallHandler mesh;
  private final Clock clock;
  private final Consumer<Set<String>> revoked;
  private final Map<String, Revocation> byUser = new ConcurrentHashMap<>();
  private volatile long heardAt = Long.MIN_VALUE;
  private volatile long position;
  private @Nullable Future<Void> asking;
  private boolean again;

  /** @param revoked is told of the users some of whose tokens are void from now on */
  Voids(CallHandler mesh, Clock clock, Consumer<Set<String>> revoked) {
    this.mesh = mesh;
    this.clock = clock;
    this.revoked = revoked;
  }

  boolean isCurrent(long nowMillis) {
    return heardAt != Long.MIN_VALUE && nowMillis - heardAt < LONGEST_SILENCE.toMillis();
  }

  /** Ends well when nothing that was revoked up to a while ago is missing. */
  Future<Void> current() {
    return isCurrent(clock.millis()) ? Future.succeededFuture() : follow();
  }

  boolean has(Claims claims) {
    Revocation revocation = byUser.get(claims.subject());
    return revocation != null && claims.generation() < revocation.generation();
  }

  /** Reads on; who asks while it reads makes it look once more afterwards. */
  synchronized Future<Void> follow() {
    Future<Void> running = asking;
    if (running != null && !running.isComplete()) {
      again = true;
      return running;
    }
    again = false;
    Future<Void> next = read();
    asking = next;
    next.onComplete(done -> {
      if (done.succeeded() && wantsMore()) {
        follow();
      }
    });
    return next;
  }

  private synchronized boolean wantsMore() {
    return again;
  }

  private Future<Void> read() {
    long began = clock.millis();
    Call call = Call.to(Tokens.REVOCATIONS, new JsonObject().put("after", position))
        .as(Identity.OPERATOR)
        .within(PATIENCE);
    return mesh.handle(call).compose(reply -> {
      take(Revocation.list(reply.json().getJsonArray("items")));
      if (reply.json().getBoolean("more")) {
        return read();
      }
      heardAt = began;
      return Future.succeededFuture();
    });
  }

  private void take(List<Revocation> news) {
    for (Revocation revocation : news) {
      byUser.merge(
          revocation.userId(), revocation, (a, b) -> a.generation() > b.generation() ? a : b);
      position = Math.max(position, revocation.position());
    }
    if (!news.isEmpty()) {
      revoked.accept(news.stream().map(Revocation::userId).collect(Collectors.toSet()));
    }
  }

  /** By then the tokens that they void have expired. */
  void forgetOld() {
    long now = clock.millis() / 1_000;
    byUser.values().removeIf(revocation -> revocation.until() < now);
  }
}
