package io.sennit.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PerSecondTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong(-SECOND / 2);

  @Test
  void allowsSoManyInEachSecond() {
    PerSecond three = new PerSecond(3, nanos::get);
    assertThat(taken(three, 10)).isEqualTo(3);

    nanos.addAndGet(2 * SECOND);

    assertThat(taken(three, 10)).isEqualTo(3);
    assertThat(taken(three, 10)).isZero();
  }

  @Test
  void allowsNothingWhereThatIsTheRule() {
    assertThat(taken(new PerSecond(0, nanos::get), 3)).isZero();
  }

  private static int taken(PerSecond pace, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += pace.take() ? 1 : 0;
    }
    return taken;
  }
}
