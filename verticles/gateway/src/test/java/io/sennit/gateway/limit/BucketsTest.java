package io.sennit.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.rules.Rate;
import io.sennit.gateway.rules.Rate.Of;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final int SIZE = 1 << 10;
  private static final long NOW = 1_000_000_000;

  private final Limit limit = new Limit(Rate.of("*", Of.ADDRESS, 100, Duration.ofSeconds(1)));
  private final Limit small = new Limit(Rate.of("*", Of.USER, 5, Duration.ofMinutes(1)));
  private final Queue<Bucket> woken = new ArrayDeque<>();
  private final Buckets buckets = new Buckets(SIZE);

  @Test
  void aFloodOfNewKeysNeitherGrowsItNorDrivesOutWhoIsAtItsLimit() {
    Random keys = new Random(1);
    long[] atTheirLimit = keys.longs(50).toArray();
    for (long key : atTheirLimit) {
      useUp(key);
    }

    for (int i = 0; i < 1_000_000; i++) {
      // Also a limit whose requests take long to come back does not weigh more for that.
      buckets.of(keys.nextLong(), i % 2 == 0 ? limit : small, NOW).take(NOW, woken);
      woken.clear();
    }

    assertThat(buckets.count()).isLessThanOrEqualTo(SIZE);
    for (long key : atTheirLimit) {
      assertThat(buckets.of(key, limit, NOW).take(NOW, woken))
          .as("is still refused")
          .isNegative();
    }
  }

  @Test
  void whoIsNotKnownHasAllOfTheLimit() {
    assertThat(buckets.of(7, limit, NOW).taken(NOW)).isZero();
    assertThat(buckets.of(7, limit, NOW)).isSameAs(buckets.of(7, limit, NOW));
    assertThat(buckets.count()).isOne();
  }

  private void useUp(long key) {
    while (buckets.of(key, limit, NOW).take(NOW, woken) > 0) {
      woken.clear();
    }
  }
}
