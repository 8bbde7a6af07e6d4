package io.sennit.gateway.auth;

import io.sennit.gateway.rules.AddressRange;
import io.sennit.gateway.rules.TrustedKey;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The API keys of machines, by their hashes.
 *
 * <p>How long a look for a hash takes may tell something of hashes, but nobody can make a key for a
 * hash that begins as a known one does.
 */
final class ApiKeys {
  /** One text for all that can be wrong with a key: who guesses learns nothing. */
  private static final String BAD =
      "The API key is not valid any more, not from here, or never was: ask who runs the shop.";

  private final Clock clock;
  private final Map<String, Known> byHash = new HashMap<>();

  private record Known(Future<Identity> outcome, long untilMillis, List<AddressRange> addresses) {
    boolean isGood(String address, long nowMillis) {
      return nowMillis < untilMillis
          && (addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(address)));
    }
  }

  ApiKeys(List<TrustedKey> keys, Clock clock) {
    this.clock = clock;
    for (TrustedKey key : keys) {
      Identity identity = new Identity(key.subject(), key.roles());
      long until =
          key.expires().equals(Instant.MAX) ? Long.MAX_VALUE : key.expires().toEpochMilli();
      byHash.put(key.sha256(), new Known(Future.succeededFuture(identity), until, key.addresses()));
    }
  }

  boolean isEmpty() {
    return byHash.isEmpty();
  }

  Future<Identity> identify(String key, String address) {
    Known known = byHash.get(ApiKey.sha256(key));
    return known != null && known.isGood(address, clock.millis())
        ? known.outcome()
        : Future.failedFuture(Problem.of(Kind.UNAUTHENTICATED, BAD));
  }
}
