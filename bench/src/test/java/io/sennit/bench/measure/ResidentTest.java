package io.sennit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.bars.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResidentTest {
  @Test
  void aProcessCountsWithoutThoseThatItHasStarted() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      // It is counted from its fork on, before there is anything of its program.
      assertThat(
              Patience.until(() -> Resident.alone(child.toHandle()) > 0.1, Duration.ofSeconds(10)))
          .isTrue();
      double own = Resident.alone(ProcessHandle.current());
      double children = Resident.children(ProcessHandle.current());

      assertThat(own).isGreaterThan(20);
      assertThat(children).isBetween(0.01, 20.0);
      assertThat(Resident.alone(child.toHandle())).isBetween(0.1, 20.0);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void oneThatHasEndedHasNothing() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();

    assertThat(Resident.alone(child.toHandle())).isZero();
  }
}
