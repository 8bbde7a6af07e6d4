package io.sennit.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessAgeTest {
  @Test
  void isCountedInTicksSinceTheKernelBegan() {
    String status =
        "4711 (a name) of it) S 1 4711 4711 0 -1 4194560 5 0 0 0 0 0 0 0 20 0 1 0 262350 9 1";

    assertThat(ProcessAge.of(status, "2625.12 5000.00\n")).isEqualTo(Duration.ofMillis(1_620));
  }

  @Test
  void isThatOfThisProcess() {
    Duration before = ProcessAge.now();
    Duration later = ProcessAge.now();

    assertThat(before).isPositive().isLessThanOrEqualTo(later).isLessThan(Duration.ofHours(2));
  }
}
