package io.sennit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.bars.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  @Test
  void itCountsFromNowOnAndWithThoseThatAProcessHasStarted() throws Exception {
    Process busy = new ProcessBuilder("sh", "-c", "sh -c 'while :; do :; done' & wait").start();
    try {
      CpuTime first = CpuTime.of(busy.toHandle());
      assertThat(Patience.until(
              () -> first.used().compareTo(Duration.ofMillis(300)) > 0, Duration.ofSeconds(30)))
          .isTrue();

      CpuTime second = CpuTime.of(busy.toHandle());
      Duration ofSecond = second.used();
      assertThat(ofSecond.plusMillis(150)).isLessThan(first.used());
    } finally {
      busy.descendants().forEach(ProcessHandle::destroyForcibly);
      busy.destroyForcibly().waitFor();
    }
  }
}
