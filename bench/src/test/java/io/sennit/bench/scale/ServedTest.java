package io.sennit.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServedTest {
  @Test
  void whatWasServedBeforeCountsForNobody() {
    Map<Long, Long> before = Map.of(1L, 1_000L, 2L, 500L);
    Map<Long, Long> after = Map.of(1L, 1_300L, 2L, 500L, 3L, 100L);

    Served served = Served.between(before, after, Duration.ofMillis(500));

    assertThat(served.perSecond()).isEqualTo(800);
    assertThat(served.share(1)).isEqualTo(0.75);
    assertThat(served.share(2)).isZero();
    assertThat(served.share(3)).isEqualTo(0.25);
    assertThat(served.share(4)).isZero();
  }
}
