package io.sennit.bench.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  /** The ranks are those of tables of the sign test. */
  @ParameterizedTest
  @CsvSource({"6, 1, 6", "8, 1, 8", "9, 2, 8", "12, 3, 10", "15, 4, 12", "20, 6, 15", "40, 14, 27"})
  void theBoundsAreTheSamplesOfTheseRanks(int samples, double low, double high) {
    Interval interval = Interval.of(IntStream.rangeClosed(1, samples)
        .mapToObj(i -> (double) (samples + 1 - i))
        .toList());

    assertThat(interval).isEqualTo(new Interval(low, (samples + 1) / 2.0, high));
  }

  @Test
  void aFewRoundsThatWereDisturbedMoveNothingFar() {
    List<Double> samples =
        List.of(1.0, 1.01, 0.99, 1.0, 0.98, 1.02, 1.0, 0.99, 1.01, 1.0, 0.1, 8.0);

    assertThat(Interval.of(samples)).isEqualTo(new Interval(0.99, 1.0, 1.01));
  }

  @Test
  void fewerThanSixSayNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interval.of(List.of(1.0, 1.0, 1.0, 1.0, 1.0)));
  }

  @Test
  void theTruthLiesWithinAsOftenAsIsSaid() {
    Random random = new Random(1);
    int tries = 20_000;
    long hits = IntStream.range(0, tries)
        .mapToObj(i -> Interval.of(noise(random).limit(12).boxed().toList()))
        .filter(interval -> interval.low() <= 1 && 1 <= interval.high())
        .count();

    // Of twelve samples the interval has 96.1 %.
    assertThat(hits / (double) tries).isBetween(0.955, 0.967);
  }

  /** Around 1, to one side further than to the other. */
  private static DoubleStream noise(Random random) {
    return DoubleStream.generate(() -> Math.exp(0.2 * random.nextGaussian()));
  }
}
