package io.sennit.mesh.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({
    "1.9.0,1.10.0",
    "1.0,1.0.1",
    "1.0.0,2",
    "0.0.0,0.0.1",
    "1.0.a,1.0.b",
    "1.0.0-rc1,1.0.0",
    "1.0.0-rc.2,1.0.0-rc.10",
    "1.0.0,1.0.1-rc1"
  })
  void theSecondIsNewer(String older, String newer) {
    assertThat(Versions.compare(older, newer)).isNegative();
    assertThat(Versions.compare(newer, older)).isPositive();
    assertThat(Versions.compare(newer, newer)).isZero();
  }
}
