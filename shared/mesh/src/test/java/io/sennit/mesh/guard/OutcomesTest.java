package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final Outcomes outcomes = new Outcomes(20);

  @Test
  void ofTooFewCallsNothingIsSaid() {
    assertThat(IntStream.range(0, 19).mapToDouble(i -> outcomes.add(true))).containsOnly(-1.0);
    assertThat(outcomes.add(true)).isEqualTo(1);
  }

  @Test
  void onlyTheLastCallsCount() {
    IntStream.range(0, 100).forEach(i -> outcomes.add(true));
    double[] shares =
        IntStream.range(0, 20).mapToDouble(i -> outcomes.add(false)).toArray();

    assertThat(shares[0]).isEqualTo(0.95);
    assertThat(shares[9]).isEqualTo(0.5);
    assertThat(shares[19]).isZero();
  }

  @Test
  void whatIsForgottenIsLearnedAnew() {
    IntStream.range(0, 100).forEach(i -> outcomes.add(true));
    outcomes.forget();
    assertThat(outcomes.add(false)).isEqualTo(-1);
  }

  @Test
  void asManyAsItHoldsCanBeLookedAt() {
    Outcomes most = new Outcomes(Outcomes.MOST);
    IntStream.range(0, 25).forEach(i -> most.add(true));
    double[] shares = IntStream.range(0, 75).mapToDouble(i -> most.add(false)).toArray();

    assertThat(shares[24]).isEqualTo(0.5);
    assertThat(shares[49]).isZero();
  }
}
