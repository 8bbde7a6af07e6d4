package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
  private static final String READER = "products/stock";

  private long millis;
  private boolean rush;
  private final Precedence precedence =
      new Precedence(() -> rush, () -> TimeUnit.MILLISECONDS.toNanos(millis));

  @Test
  void nobodyIsHeldWithoutARush() {
    assertThat(precedence.holds(READER)).isFalse();
  }

  @Test
  void aReaderIsHeldInARushAndNoLongerThanThat() {
    rush = true;
    assertThat(precedence.holds(READER)).isTrue();

    millis = 1_000;
    rush = false;
    assertThat(precedence.holds(READER)).isFalse();
  }

  @Test
  void noReaderIsHeldLongerThanThreeSeconds() {
    rush = true;
    assertThat(precedence.holds(READER)).isTrue();
    millis = 2_999;
    assertThat(precedence.holds(READER)).isTrue();
    millis = 3_000;
    assertThat(precedence.holds(READER)).isFalse();
    millis = 60_000;
    assertThat(precedence.holds(READER)).as("while it has not caught up").isFalse();
  }

  @Test
  void rushesFollowEachOtherAndTheReaderWaitsForThreeSecondsInAll() {
    rush = true;
    assertThat(precedence.holds(READER)).isTrue();
    rush = false;
    assertThat(precedence.holds(READER)).isFalse();

    rush = true;
    millis = 3_000;
    assertThat(precedence.holds(READER)).isFalse();
  }

  @Test
  void whoHasCaughtUpMayBeHeldAgain() {
    rush = true;
    assertThat(precedence.holds(READER)).isTrue();
    millis = 4_000;
    precedence.caughtUp(READER);

    assertThat(precedence.holds(READER)).isTrue();
  }

  @Test
  void eachReaderWaitsForItself() {
    rush = true;
    assertThat(precedence.holds(READER)).isTrue();
    millis = 3_000;

    assertThat(precedence.holds(READER)).isFalse();
    assertThat(precedence.holds("payments/money")).isTrue();
  }

  @Test
  void whoGivesNoNameIsNotHeld() {
    rush = true;

    assertThat(precedence.holds("")).isFalse();
  }
}
