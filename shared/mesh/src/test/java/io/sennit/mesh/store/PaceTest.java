package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private final Pace pace = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({"PT0S, PT5S", "PT0.1S, PT5S", "PT0.2S, PT10S", "PT1.2S, PT1M", "PT9S, PT1M"})
  void whatTakesLongIsDoneSeldom(Duration took, Duration rest) {
    assertThat(pace.restAfter(took)).isEqualTo(rest);
  }
}
