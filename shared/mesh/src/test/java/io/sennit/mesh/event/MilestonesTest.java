package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MilestonesTest {
  private static final OffsetDateTime NOON =
      OffsetDateTime.of(2026, 11, 20, 12, 0, 0, 0, ZoneOffset.UTC);

  private final Milestones milestones = new Milestones();

  @Test
  void nothingIsKnownOfWhatCameBeforeTheFirst() {
    milestones.pass(100, NOON);

    assertThat(milestones.before(99)).isBefore(NOON.minusYears(10));
  }

  @Test
  void whatIsBehindAMilestoneWasToldAfterItAndAnHourIsLeftForClocks() {
    milestones.pass(100, NOON);

    assertThat(milestones.before(100)).isEqualTo(NOON.minusHours(1));
    assertThat(milestones.before(5_000)).isEqualTo(NOON.minusHours(1));
  }

  @Test
  void thereIsOneForEachHour() {
    milestones.pass(100, NOON);
    milestones.pass(200, NOON.plusMinutes(59));
    milestones.pass(300, NOON.plusMinutes(60));

    assertThat(milestones.before(299)).isEqualTo(NOON.minusHours(1));
    assertThat(milestones.before(300)).isEqualTo(NOON);
  }

  @Test
  void aClockThatIsSetBackMakesAllOfThemDoubtful() {
    milestones.pass(100, NOON);
    milestones.pass(200, NOON.plusMinutes(30));
    milestones.pass(300, NOON.plusMinutes(29));

    assertThat(milestones.before(250)).isBefore(NOON.minusYears(10));
    assertThat(milestones.before(300)).isEqualTo(NOON.minusMinutes(31));
  }

  @Test
  void theyBecomeNoMoreThanThoseOfADay() {
    for (int hour = 0; hour < 100; hour++) {
      milestones.pass(hour, NOON.plusHours(hour));
    }

    assertThat(milestones.before(99)).isEqualTo(NOON.plusHours(98));
    assertThat(milestones.before(75)).isBefore(NOON);
  }
}
