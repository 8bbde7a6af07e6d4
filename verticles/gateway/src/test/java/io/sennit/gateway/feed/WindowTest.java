package io.sennit.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void keepsTheLastEventsAndSaysFromWhereOnTheyAreWhole() {
    Window window = new Window(3, 1_000);
    window.begin(10);
    assertThat(window.floor()).isEqualTo(10);

    for (long position = 11; position <= 15; position++) {
      window.add(told(position, 1));
    }

    assertThat(window.floor()).isEqualTo(12);
    assertThat(window.behind(13)).extracting(Told::position).containsExactly(14L, 15L);
  }

  @Test
  void isBoundedInSizeToo() {
    Window window = new Window(1_000, 100);
    window.begin(0);
    for (long position = 1; position <= 10; position++) {
      window.add(told(position, 40));
    }

    assertThat(window.behind(0)).extracting(Told::position).containsExactly(9L, 10L);
    assertThat(window.floor()).isEqualTo(8);
  }

  @Test
  void holdsOneThatIsLargerThanAll() {
    Window window = new Window(10, 100);
    window.begin(0);
    window.add(told(1, 10));
    window.add(told(2, 500));

    assertThat(window.behind(0)).extracting(Told::position).containsExactly(2L);
    assertThat(window.floor()).isEqualTo(1);
  }

  private static Told told(long position, int size) {
    return new Told(position, "a.b", "one", null, "x".repeat(size));
  }
}
