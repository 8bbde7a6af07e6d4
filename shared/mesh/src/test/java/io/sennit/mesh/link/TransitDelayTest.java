package io.sennit.mesh.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitDelayTest {
  /** The sender's clock is two minutes ahead, which must not matter. */
  private static final long SKEW = 120_000;

  private final TransitDelay delay = new TransitDelay();
  private long now = 1_000_000;

  @Test
  void theFirstBatchSetsWhatIsUsual() {
    assertThat(excess(250)).isZero();
  }

  @Test
  void whatTakesLongerThanUsualIsInExcess() {
    excess(2);
    assertThat(excess(12)).isEqualTo(10);
    assertThat(excess(2)).isZero();
  }

  @Test
  void aQuickerBatchLowersWhatIsUsual() {
    excess(50);
    excess(1);
    assertThat(excess(50)).isEqualTo(49);
  }

  @Test
  void aClockThatWasSetIsForgottenAfterTwoWindows() {
    excess(1);
    now += 61_000;
    excess(1_000);
    assertThat(excess(1_000)).isEqualTo(999);
    now += 61_000;
    excess(1_000);
    assertThat(excess(1_000)).isZero();
  }

  /**
   * A process that was stopped for minutes must not take the first late batch for the new usual.
   */
  @Test
  void silenceDoesNotMakeLateBatchesUsual() {
    excess(1);
    now += 600_000;
    assertThat(excess(600_000)).isEqualTo(599_999);
  }

  private long excess(long underWay) {
    return delay.excess(now - underWay + SKEW, now);
  }
}
