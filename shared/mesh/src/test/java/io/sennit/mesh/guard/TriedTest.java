package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TriedTest {
  private final Tried tried = new Tried();

  @Test
  void atFirstNobodyWasTried() {
    assertThat(tried.none()).isTrue();
    assertThat(tried.contains("a")).isFalse();
  }

  @Test
  void itKnowsEveryInstanceThatWasTried() {
    for (String instance : new String[] {"a", "b", "c", "d"}) {
      assertThat(tried.contains(instance)).isFalse();
      tried.add(instance);
      assertThat(tried.contains(instance)).isTrue();
    }

    assertThat(tried.none()).isFalse();
    assertThat(tried.size()).isEqualTo(4);
    assertThat(tried.contains("a")).isTrue();
    assertThat(tried.contains("e")).isFalse();
  }
}
