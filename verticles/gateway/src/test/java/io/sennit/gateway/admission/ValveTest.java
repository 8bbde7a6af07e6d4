package io.sennit.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.rules.Overload;
import io.sennit.mesh.message.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValveTest {
  private static final long MILLI = 1_000_000;

  private final Valve valve = new Valve();
  private final Strain strain =
      new Strain(new Overload(true, Duration.ofMillis(100), Duration.ofSeconds(1)), valve, 0);
  private List<Priority> coming = List.of();
  private long now;

  @Test
  void readsGoBeforeWritesAndWhatIsCriticalNever() {
    come(Priority.values());
    waits(150, Duration.ofMillis(2_500));

    assertThat(valve.share(Priority.LOW)).isZero();
    assertThat(valve.share(Priority.HIGH)).isEqualTo(1);
    waits(150, Duration.ofSeconds(30));
    assertThat(valve.share(Priority.NORMAL)).isZero();
    assertThat(valve.share(Priority.HIGH)).as("some always get in").isPositive();
    assertThat(valve.admits(Priority.CRITICAL)).isTrue();
    assertThat(valve.admits(Priority.NORMAL)).isFalse();
  }

  @Test
  void wherePriorityIsNeverLowTheNextOneIsTurnedAwayAtOnce() {
    come(Priority.NORMAL);
    waits(150, Duration.ofMillis(1_020));

    assertThat(valve.share(Priority.NORMAL)).isBetween(0.5, 0.9);
  }

  @Test
  void aFewWritesAmongMassesOfReadsAreServedSinceTurningThemAwayWouldNotHelp() {
    List<Priority> masses = new ArrayList<>(Collections.nCopies(30, Priority.NORMAL));
    masses.add(Priority.HIGH);
    coming = masses;

    waits(150, Duration.ofSeconds(30));

    assertThat(valve.share(Priority.NORMAL)).isZero();
    assertThat(valve.share(Priority.HIGH)).isEqualTo(1);
  }

  @Test
  void aLongWaitNowAndThenIsNoOverload() {
    come(Priority.values());
    for (int i = 0; i < 20; i++) {
      waits(900, Duration.ofMillis(900));
      waits(1, Duration.ofMillis(20));
    }

    assertThat(valve.isOpen()).isTrue();
  }

  @Test
  void whenItIsOverAllComeInAgain() {
    come(Priority.values());
    waits(150, Duration.ofSeconds(3));
    assertThat(valve.isOpen()).isFalse();

    waits(1, Duration.ofSeconds(30));
    assertThat(valve.isOpen()).isTrue();
  }

  private void come(Priority... priorities) {
    coming = List.of(priorities);
  }

  private void waits(long millis, Duration time) {
    for (long end = now + time.toNanos(); now < end; now += 20 * MILLI) {
      coming.forEach(valve::admits);
      strain.waited(millis * MILLI, now);
    }
  }
}
