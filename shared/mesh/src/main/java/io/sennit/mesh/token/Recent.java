package io.sennit.mesh.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was found out lately, so that the next who asks pays for a look into a map.
 *
 * <p>Two maps bound it without a lock: when the young one is full, it becomes the old one, and what
 * is not asked for until the next time is forgotten.
 */
public final class Recent<K, V> {
  private final int most;
  private final Predicate<V> isVoid;
  private volatile Map<K, V> young = new ConcurrentHashMap<>();
  private volatile Map<K, V> old = new ConcurrentHashMap<>();

  /**
   * @param most half of what is remembered at most
   * @param isVoid tells of what must not be remembered
   */
  public Recent(int most, Predicate<V> isVoid) {
    this.most = most;
    this.isVoid = isVoid;
  }

  public @Nullable V find(K key) {
    V value = young.get(key);
    if (value != null) {
      return value;
    }
    value = old.get(key);
    return value != null && keep(key, value) ? value : null;
  }

  /**
   * False when the value is void. That is looked at when it is kept already: whoever voids it from
   * now on finds it here.
   */
  public boolean keep(K key, V value) {
    if (young.size() >= most) {
      age();
    }
    young.put(key, value);
    if (isVoid.test(value)) {
      young.remove(key);
      old.remove(key);
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

  public synchronized void forget(Predicate<V> those) {
    young.values().removeIf(those);
    old.values().removeIf(those);
  }
}
