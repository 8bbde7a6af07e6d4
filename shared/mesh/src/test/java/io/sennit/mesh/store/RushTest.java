package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RushTest {
  private long millis;
  private final Rush rush = new Rush(() -> TimeUnit.MILLISECONDS.toNanos(millis));

  @Test
  void aShortLineIsNone() {
    come(Rush.LONG_LINE - 1);
    assertThat(rush.isOn()).isFalse();

    rush.left(Rush.LONG_LINE - 1);
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void aLongLineIsOneForThreeSecondsHoweverLongItStands() {
    come(Rush.LONG_LINE);
    assertThat(rush.isOn()).isTrue();

    millis = 2_999;
    assertThat(rush.isOn()).isTrue();
    millis = 3_000;
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void aLineThatNobodyLeavesForLongIsTheSameRush() {
    come(Rush.LONG_LINE);

    millis = 15_000;
    rush.left(1);
    come(1);

    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void itIsOverWhenNoLongLineHasFollowedInAWhile() {
    come(Rush.LONG_LINE);
    rush.left(Rush.LONG_LINE);

    millis = 49;
    assertThat(rush.isOn()).isTrue();
    millis = 50;
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void groupsThatLeaveALineAndAreFollowedByTheNextAreOneRush() {
    while (millis < 60_000) {
      come(Rush.LONG_LINE);
      millis += 20;
      assertThat(rush.isOn()).isEqualTo(millis < 3_000);
      rush.left(Rush.LONG_LINE);
    }
  }

  @Test
  void anotherOneBeginsOnlyAfterACalm() {
    come(Rush.LONG_LINE);
    rush.left(Rush.LONG_LINE);

    millis = 9_999;
    come(Rush.LONG_LINE);
    assertThat(rush.isOn()).isFalse();
    rush.left(Rush.LONG_LINE);

    millis += 10_000;
    come(Rush.LONG_LINE);
    assertThat(rush.isOn()).isTrue();
  }

  private void come(int number) {
    for (int i = 0; i < number; i++) {
      rush.came();
    }
  }
}
