package io.sennit.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.measure.Latencies;
import io.sennit.bench.measure.Load.Measured;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverheadTest {
  @Test
  void noCallIsToBlameForWhatIsUsedAtRest() {
    Measured measured =
        new Measured(100_000, 0, Duration.ofSeconds(2), Duration.ofMillis(1_500), new Latencies());

    assertThat(Overhead.perCall(measured, 0.25)).isEqualTo(10);
    assertThat(Overhead.perCall(measured, 0)).isEqualTo(15);
  }
}
