package io.sennit.bench.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final int ROUNDS = 12;

  private final Random random = new Random(1);
  private final Comparisons comparisons = new Comparisons();

  @Test
  void theSameProgramTwiceHasLostNothing() {
    rounds(1, 0.02);

    assertThat(comparisons.isLost()).isFalse();
    assertThat(printed()).containsPattern("requests/s .* PASS").containsPattern("CPU .* PASS");
  }

  @Test
  void aFifthLessIsLostInRatesAndInCosts() {
    rounds(0.8, 0.02);

    assertThat(comparisons.isLost()).isTrue();
    assertThat(printed()).containsPattern("requests/s .* LOST").containsPattern("CPU .* LOST");
  }

  @Test
  void aTwentiethLessIsNotWhatItGuardsAgainst() {
    rounds(0.95, 0.01);

    assertThat(comparisons.isLost()).isFalse();
    assertThat(printed()).containsPattern("requests/s .* PASS");
  }

  @Test
  void aLossThatTheMachineMayHaveMadeFailsNothingAndIsSaid() {
    rounds(0.88, 0.3);

    assertThat(comparisons.isLost()).isFalse();
    assertThat(printed()).containsPattern("requests/s .* not certain");
  }

  @Test
  void whatIsBetterIsNoLoss() {
    rounds(1.5, 0.02);

    assertThat(comparisons.isLost()).isFalse();
    assertThat(printed()).containsPattern("requests/s +30000.0 +4[0-9.]+ +1.[45]");
  }

  @Test
  void aMachineThatDriftsBetweenRoundsHarmsNoRatio() {
    for (int round = 0; round < ROUNDS; round++) {
      double drift = 1 + round;
      comparisons.add(
          List.of(Figure.rate("requests/s", 30_000 / drift)),
          List.of(Figure.rate("requests/s", 30_000 / drift)));
    }

    assertThat(printed()).containsPattern("1.00 to +1.00 +PASS");
  }

  /** The current edition does so much of what the earlier one did, with so much noise. */
  private void rounds(double share, double noise) {
    for (int round = 0; round < ROUNDS; round++) {
      comparisons.add(
          List.of(Figure.rate("requests/s", 30_000), Figure.cost("CPU us", 40)),
          List.of(
              Figure.rate("requests/s", 30_000 * share * disturbed(noise)),
              Figure.cost("CPU us", 40 / share * disturbed(noise))));
    }
  }

  private double disturbed(double noise) {
    return Math.exp(noise * random.nextGaussian());
  }

  private String printed() {
    StringWriter text = new StringWriter();
    comparisons.print(new PrintWriter(text), "v1.0.0");
    return text.toString();
  }
}
