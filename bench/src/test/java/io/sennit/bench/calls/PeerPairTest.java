package io.sennit.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.measure.Load.Measured;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PeerPairTest {
  @Test
  void whatAPeerSaysIsRead() {
    Measured measured =
        PeerPair.read("2000000000 3 100:150 1000:40 9000:10", Duration.ofSeconds(1));

    assertThat(measured.calls()).isEqualTo(200);
    assertThat(measured.perSecond()).isEqualTo(100);
    assertThat(measured.failures()).isEqualTo(3);
    assertThat(measured.latencies().percentile(50)).isBetween(98L, 104L);
    assertThat(measured.latencies().percentile(99)).isBetween(8_900L, 9_200L);
  }
}
