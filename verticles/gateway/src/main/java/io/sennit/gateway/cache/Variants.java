package io.sennit.gateway.cache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The answers to requests that differ only in what the answers say they vary with, newest last; or
 * that such answers are not to be kept. It never changes.
 *
 * @param names of the header fields that they vary with
 * @param apart until then answers are not kept, and nobody waits for another's
 */
record Variants(List<String> names, Map<List<String>, Kept> kept, long apart) {
  static Variants of(List<String> names, List<String> values, Kept kept) {
    return new Variants(names, Map.of(values, kept), kept.life().born());
  }

  static Variants apart(long until) {
    return new Variants(List.of(), Map.of(), until);
  }

  boolean isApart(long now) {
    return kept.isEmpty() && now - apart < 0;
  }

  @Nullable
  Kept find(Asking asking) {
    return kept.isEmpty() ? null : kept.get(asking.values(names));
  }

  /**
   * These and another one, at most so many. When answers vary with something else now, it alone.
   */
  Variants with(Variants other, int most) {
    if (!other.names.equals(names) || kept.isEmpty()) {
      return other;
    }
    Map<List<String>, Kept> all = new LinkedHashMap<>(kept);
    other.kept.forEach((values, answer) -> {
      all.remove(values);
      all.put(values, answer);
    });
    while (all.size() > most) {
      all.remove(all.keySet().iterator().next());
    }
    return new Variants(names, all, apart);
  }

  long end() {
    return LongStream.concat(LongStream.of(apart), kept.values().stream().mapToLong(Kept::end))
        .reduce((one, other) -> one - other < 0 ? other : one)
        .getAsLong();
  }

  int weight() {
    return kept.values().stream().mapToInt(Kept::weight).sum();
  }
}
