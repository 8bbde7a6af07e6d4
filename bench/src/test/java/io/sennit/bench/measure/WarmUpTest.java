package io.sennit.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void itEndsWhenFourTurnsInARowWereNoFaster() throws Exception {
    Iterator<Double> rates =
        List.of(10.0, 20.0, 20.5, 30.0, 29.0, 30.8, 5.0, 30.0, 99.0).iterator();

    double best = new WarmUp(Duration.ZERO, LONG).until(rates::next);

    assertThat(best).isEqualTo(30.8);
    assertThat(rates.next()).isEqualTo(99);
  }

  @Test
  void itGoesOnForTheLeastTime() throws Exception {
    int[] turns = {0};
    long began = System.nanoTime();

    new WarmUp(Duration.ofMillis(50), LONG).until(() -> {
      turns[0]++;
      return 1.0;
    });

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(50));
    assertThat(turns[0]).isGreaterThan(5);
  }

  @Test
  void itEndsAfterTheMostTimeHoweverMuchFasterItGets() throws Exception {
    double[] rate = {1};

    new WarmUp(Duration.ZERO, Duration.ofMillis(50)).until(() -> {
      long end = System.nanoTime() + 1_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return rate[0] *= 1.1;
    });

    assertThat(rate[0]).isBetween(1.1, Math.pow(1.1, 51));
  }
}
