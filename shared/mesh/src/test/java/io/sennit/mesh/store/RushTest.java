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
  void aLongLineIsOneForAsLongAsItStands() {
    come(Rush.LONG_LINE);
    millis = 60_000;

    assertThat(rush.isOn()).isTrue();
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

  private void come(int number) {
    for (int i = 0; i < number; i++) {
      rush.came();
    }
  }
}
