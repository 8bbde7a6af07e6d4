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

  private record Seen(Product product, long at, boolean hasMoved) {}

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

  /** As it is, with its stock. */
  @Nullable
  Product find(UUID id) {
    Seen known = fresh(id);
    return known == null || known.hasMoved() ? null : known.product();
  }

  /** As it is sold: its stock may be another one by now. */
  @Nullable
  Product sold(UUID id) {
    Seen known = fresh(id);
    return known == null ? null : known.product();
  }

  private @Nullable Seen fresh(UUID id) {
    Seen known = seen.get(id);
    if (known != null && isOld(known)) {
      seen.remove(id);
      return null;
    }
    return known;
  }

  private boolean isOld(Seen known) {
    return now() - known.at() >= LONGEST.toNanos();
  }

  /** @param askedAt before the database was: it may have changed since then */
  void keep(Product product, long askedAt) {
    seen.put(product.id(), new Seen(product, askedAt, false));
  }

  /** Each order moves some: prices would be read anew all the time. */
  void stockMoved(UUID id) {
    seen.computeIfPresent(
        id, (same, known) -> isOld(known) ? null : new Seen(known.product(), known.at(), true));
  }

  void forget(UUID id) {
    seen.remove(id);
  }
}
