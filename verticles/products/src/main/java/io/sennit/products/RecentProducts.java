package io.sennit.products;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Products that this instance has read lately. They are forgotten when somebody tells that they
 * have changed, and soon in any case, because what is told may be lost. Used on one event loop.
 */
final class RecentProducts {
  /** Readers are promised a second, and some of it goes by on the way to them. */
  static final Duration LONGEST = Duration.ofMillis(900);

  private final int most;
  private final LongSupplier clock;
  private final Map<UUID, Seen> seen;

  private record Seen(Product product, long at) {}

  /** @param clock nanoseconds that never go back */
  RecentProducts(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
    this.seen = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<UUID, Seen> eldest) {
        return size() > RecentProducts.this.most;
      }
    };
  }

  long now() {
    return clock.getAsLong();
  }

  @Nullable
  Product find(UUID id) {
    Seen known = seen.get(id);
    if (known == null) {
      return null;
    }
    if (now() - known.at() < LONGEST.toNanos()) {
      return known.product();
    }
    seen.remove(id);
    return null;
  }

  /** @param askedAt before the database was: it may have changed since then */
  void keep(Product product, long askedAt) {
    seen.put(product.id(), new Seen(product, askedAt));
  }

  void forget(UUID id) {
    seen.remove(id);
  }
}
