package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyQuantileTest {
  private final LatencyQuantile latencies = new LatencyQuantile();

  @Test
  void ofTooFewCallsNothingIsSaid() {
    add(49, 1_000);
    assertThat(latencies.of(0.95)).isNegative();
    add(1, 1_000);
    assertThat(latencies.of(0.95)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9, 1_000, 999_999, 5_000_000, 3_600_000_000_000L})
  void itIsNeverLessThanWhatCallsTookAndAtMostAnEighthMore(long nanos) {
    add(100, nanos);
    assertThat(latencies.of(0.95)).isBetween(nanos, nanos + nanos / 8 + 1);
  }

  @Test
  void soLargeAShareStayedBelow() {
    Random random = new Random(1);
    IntStream.range(0, 1_900).forEach(i -> latencies.add(1_000_000L + random.nextInt(9_000_000)));

    assertThat(latencies.of(0.5)).isCloseTo(5_500_000L, Percentage.withPercentage(13));
    assertThat(latencies.of(0.95)).isCloseTo(9_550_000L, Percentage.withPercentage(13));
    assertThat(latencies.of(0)).isLessThan(1_000_000);
    assertThat(latencies.of(1)).isGreaterThanOrEqualTo(9_900_000L);
  }

  @Test
  void olderCallsCountLessAndLess() {
    add(10_000, 1_000);
    add(10_000, 1_000_000);
    assertThat(latencies.of(0.1)).isGreaterThan(999_999);
  }

  @Test
  void evenImpossibleTimesAreTaken() {
    add(100, -5);
    add(100, 0);
    assertThat(latencies.of(0.5)).isBetween(0L, 10L);
  }

  private void add(int calls, long nanos) {
    IntStream.range(0, calls).forEach(i -> latencies.add(nanos));
  }
}
