package io.sennit.gateway.route;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds values by a part of a text without cutting it out, so that looking for something makes
 * nothing. It is filled first and read then.
 */
final class PartMap<V> {
  private static final int LEAST = 4;

  // Open addressing, at most half full.
  private @Nullable String[] keys = new String[LEAST];
  private @Nullable Object[] slots = new Object[LEAST];
  private int size;

  /** The value under a key, made when there is none. */
  V computeIfAbsent(String key, Supplier<V> making) {
    V known = get(key, 0, key.length());
    if (known != null) {
      return known;
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    V made = making.get();
    place(key, made);
    size++;
    return made;
  }

  private void grow() {
    @Nullable String[] before = keys;
    @Nullable Object[] values = slots;
    keys = new String[2 * before.length];
    slots = new Object[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      String key = before[i];
      if (key != null) {
        place(key, values[i]);
      }
    }
  }

  private void place(String key, @Nullable Object value) {
    int at = hash(key, 0, key.length()) & (keys.length - 1);
    while (keys[at] != null) {
      at = (at + 1) & (keys.length - 1);
    }
    keys[at] = key;
    slots[at] = value;
  }

  /** The value under what stands in a text between two places. */
  @SuppressWarnings("unchecked") // only values are put into slots
  @Nullable
  V get(String text, int from, int to) {
    if (size == 0) {
      return null;
    }
    int at = hash(text, from, to) & (keys.length - 1);
    for (String key = keys[at]; key != null; key = keys[at]) {
      if (key.length() == to - from && text.startsWith(key, from)) {
        return (V) slots[at];
      }
      at = (at + 1) & (keys.length - 1);
    }
    return null;
  }

  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash ^ (hash >>> 16);
  }
}
