package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharedTimeTest {

  @Test
  void itShowsTheTimeOfDayAndNeverGoesBack() {
    long before = SharedTime.nanos();
    long difference = System.currentTimeMillis() - Duration.ofNanos(before).toMillis();

    assertThat(difference).isBetween(-5_000L, 5_000L);
    assertThat(SharedTime.nanos()).isGreaterThanOrEqualTo(before);
  }
}
