package io.sennit.mesh.token;

import io.sennit.mesh.message.Identity;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, so that the next request with one costs a look into a map.
 *
 * <p>By the whole token: a signature alone would also be found under claims that it was not made
 * for. Two maps bound it without a lock: when the young one is full, it becomes the old one, and
 * what is not asked for until the next time is forgotten.
 */
final class Verified {
  private final int most;
  private final Predicate<Token.Claims> isVoid;
  private volatile Map<String, Entry> young = new ConcurrentHashMap<>();
  private volatile Map<String, Entry> old = new ConcurrentHashMap<>();

  /**
   * A token that is good until then, in milliseconds.
   *
   * @param outcome the identity, as who asks wants it
   */
  record Entry(Token.Claims claims, Future<Identity> outcome, long untilMillis) {}

  Verified(int most, Predicate<Token.Claims> isVoid) {
    this.most = most;
    this.isVoid = isVoid;
  }

  @Nullable
  Entry find(String token) {
    Entry entry = young.get(token);
    if (entry != null) {
      return entry;
    }
    entry = old.get(token);
    return entry != null && keep(token, entry) ? entry : null;
  }

  /**
   * False when the token is void. That is looked at when it is kept already: whoever voids it from
   * now on finds it here.
   */
  boolean keep(String token, Entry entry) {
    if (young.size() >= most) {
      age();
    }
    young.put(token, entry);
    if (isVoid.test(entry.claims())) {
      young.remove(token);
      old.remove(token);
      return false;
    }
    return true;
  }

  private synchronized void age() {
    if (young.size() >= most) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }

  synchronized void forgetAll(Set<String> subjects) {
    young.values().removeIf(entry -> subjects.contains(entry.claims().subject()));
    old.values().removeIf(entry -> subjects.contains(entry.claims().subject()));
  }
}
