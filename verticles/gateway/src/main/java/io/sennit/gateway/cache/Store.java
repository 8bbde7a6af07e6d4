package io.sennit.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.sennit.gateway.rules.CacheRoom;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept, in so many bytes. When there is no more room, what is asked for often stays
 * (W-TinyLFU), so that nobody empties it by asking for many things once.
 */
final class Store {
  private final CacheRoom room;
  private final LongSupplier clock;
  private final Cache<Asking.Key, Variants> kept;

  /** @param clock nanoseconds that never go back */
  Store(CacheRoom room, LongSupplier clock) {
    this.room = room;
    this.clock = clock;
    Ticker ticker = clock::getAsLong;
    this.kept = Caffeine.newBuilder()
        .maximumWeight(room.bytes())
        .weigher((Asking.Key key, Variants variants) -> key.weight() + variants.weight())
        .expireAfter(Expiry.<Asking.Key, Variants>writing(
            (key, variants) -> Duration.ofNanos(Math.max(0, variants.end() - now()))))
        .ticker(ticker)
        // Its chores are short, and no other thread has to be woken for them.
        .executor(Runnable::run)
        .build();
  }

  long now() {
    return clock.getAsLong();
  }

  @Nullable
  Variants find(Asking.Key key) {
    return kept.getIfPresent(key);
  }

  boolean fits(Kept answer) {
    return answer.weight() <= Math.min(room.largest(), room.bytes());
  }

  void keep(Asking.Key key, Variants variants) {
    kept.asMap().merge(key, variants, (there, added) -> there.with(added, room.variants()));
  }

  /** @param instead whether what is kept so far goes */
  void keepApart(Asking.Key key, long until, boolean instead) {
    Variants apart = Variants.apart(until);
    kept.asMap()
        .merge(key, apart, (there, added) -> instead || there.kept().isEmpty() ? added : there);
  }

  /** About how many bytes there are. */
  long bytes() {
    return kept.policy().eviction().map(all -> all.weightedSize().orElse(0)).orElse(0L);
  }
}
