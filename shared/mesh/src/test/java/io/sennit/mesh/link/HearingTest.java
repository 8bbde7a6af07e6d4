package io.sennit.mesh.link;

import static io.sennit.mesh.link.Hearing.Step.ASK;
import static io.sennit.mesh.link.Hearing.Step.GIVE_UP;
import static io.sennit.mesh.link.Hearing.Step.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.link.Hearing.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HearingTest {
  private final Hearing hearing = new Hearing();

  @Test
  void whomNobodyWaitsForMayBeSilent() {
    assertThat(ticks(100)).containsOnly(NOTHING);
    assertThat(hearing.isIdle()).isTrue();
  }

  @Test
  void whoIsSilentWithCallsWaitingIsAskedAndThenGivenUp() {
    hearing.calling();
    List<Step> steps = ticks(Hearing.PATIENCE);
    assertThat(steps.subList(0, Hearing.PATIENCE - 1)).containsOnly(ASK);
    assertThat(steps.get(Hearing.PATIENCE - 1)).isEqualTo(GIVE_UP);
  }

  @Test
  void whoSaysAnythingAtAllIsNotGivenUp() {
    hearing.calling();
    for (int i = 0; i < 10; i++) {
      assertThat(ticks(Hearing.PATIENCE - 1)).doesNotContain(GIVE_UP);
      hearing.heard();
      assertThat(hearing.tick()).isEqualTo(NOTHING);
    }
  }

  @Test
  void whoIsGivenUpIsAskedNowAndThenUntilItAnswers() {
    hearing.calling();
    ticks(Hearing.PATIENCE);
    hearing.settled();
    assertThat(ticks(30)).contains(ASK).contains(NOTHING).doesNotContain(GIVE_UP);

    hearing.heard();
    assertThat(hearing.isIdle()).isTrue();
    assertThat(ticks(30)).containsOnly(NOTHING);
  }

  @Test
  void silenceIsCountedAnewForTheNextCall() {
    hearing.calling();
    ticks(Hearing.PATIENCE - 1);
    hearing.settled();
    hearing.tick();
    hearing.calling();
    assertThat(ticks(Hearing.PATIENCE - 1)).doesNotContain(GIVE_UP);
  }

  @Test
  void oneFailureToSendIsForgivenTwoInARowAreNot() {
    assertThat(hearing.unsent()).isFalse();
    assertThat(hearing.tick()).as("whether the next one passes").isEqualTo(ASK);
    assertThat(hearing.unsent()).isTrue();
    assertThat(hearing.isIdle()).isFalse();

    hearing.heard();
    assertThat(hearing.unsent()).isFalse();
  }

  private List<Step> ticks(int count) {
    return IntStream.range(0, count).mapToObj(i -> hearing.tick()).toList();
  }
}
