package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowStartTest {
  private final SlowStart start = new SlowStart(Duration.ofSeconds(10));

  @Test
  void aNewInstanceGetsATenthAndThenMoreByTheSecond() {
    assertThat(shareAfter(0)).isEqualTo(0.1);
    assertThat(shareAfter(5)).isCloseTo(0.55, within(1e-9));
    assertThat(shareAfter(10)).isEqualTo(1);
    assertThat(shareAfter(100)).isEqualTo(1);
  }

  @Test
  void anInstanceOfTheFutureIsNewToo() {
    assertThat(shareAfter(-3)).isEqualTo(0.1);
  }

  @Test
  void withoutSlowStartItGetsAllAtOnce() {
    assertThat(new SlowStart(Duration.ZERO).share(0)).isEqualTo(1);
  }

  private double shareAfter(int seconds) {
    return start.share(Duration.ofSeconds(seconds).toNanos());
  }
}
