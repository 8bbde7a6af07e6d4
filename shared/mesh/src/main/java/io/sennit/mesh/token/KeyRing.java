package io.sennit.mesh.token;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Identity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of the users' service. They are asked for when one is missing, seldom enough that
 * nobody can make this node ask all the time, and from time to time.
 */
final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Missing keys are asked for so often in such a span, whoever names them. */
  private static final int MOST_LOOKS = 5;

  private static final Duration SPAN = Duration.ofSeconds(10);
  private final CallHandler mesh;
  private final Clock clock;
  private volatile Map<String, PublicKey> keys = Map.of();
  private @Nullable Future<Void> asking;
  private long spanBegan;
  private int looks;

  KeyRing(CallHandler mesh, Clock clock) {
    this.mesh = mesh;
    this.clock = clock;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The key, or null when there is none of that name. Fails when nobody can be asked. */
  Future<@Nullable PublicKey> find(String kid) {
    PublicKey known = keys.get(kid);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    if (!keys.isEmpty() && !mayLook()) {
      return Future.succeededFuture(null);
    }
    return refresh().map(v -> keys.get(kid));
  }

  private synchronized boolean mayLook() {
    long now = clock.millis();
    if (now - spanBegan > SPAN.toMillis()) {
      spanBegan = now;
      looks = 0;
    }
    looks++;
    return looks <= MOST_LOOKS;
  }

  /** Asks once for all who want to know at the same time. */
  synchronized Future<Void> refresh() {
    Future<Void> running = asking;
    if (running != null && !running.isComplete()) {
      return running;
    }
    Future<Void> next = mesh.handle(Call.to(Tokens.KEYS).as(Identity.OPERATOR).within(PATIENCE))
        .map(reply -> {
          take(reply.json());
          return null;
        });
    asking = next;
    return next;
  }

  /** Keys that are no longer named are no longer trusted. */
  private void take(JsonObject set) {
    Map<String, PublicKey> next = new HashMap<>();
    for (Jwk jwk : Jwk.set(set)) {
      if (jwk.fits(SignatureAlgorithm.EDDSA) && !jwk.kid().isEmpty()) {
        next.put(jwk.kid(), jwk.key());
      }
    }
    if (!next.keySet().equals(keys.keySet())) {
      log.info("Tokens are now verified with the keys {}", next.keySet());
    }
    keys = Map.copyOf(next);
  }
}
