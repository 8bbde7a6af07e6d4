package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final TimeByHand time = new TimeByHand();
  private final Trial trial = new Trial(3, PAUSE);

  @Test
  void soManyCallsAreLetThroughAndNoMore() {
    assertThat(taken(10)).isEqualTo(3);
    assertThat(hasRoom()).isFalse();
  }

  @Test
  void whenAllGoWellTheInstanceIsWell() {
    taken(3);
    trial.ended(Verdict.GOOD);
    trial.ended(Verdict.OVERLOADED);
    assertThat(trial.result().isComplete()).isFalse();
    trial.ended(Verdict.GOOD);
    assertThat(trial.result().succeeded()).isTrue();
  }

  @Test
  void theFirstFailureEndsIt() {
    taken(1);
    trial.ended(Verdict.FAILED);

    assertThat(trial.result().failed()).isTrue();
    assertThat(hasRoom()).as("others need not find out the same").isFalse();
  }

  @Test
  void aCallThatShowsNothingGivesItsPlaceBack() {
    taken(3);
    trial.ended(Verdict.UNKNOWN);

    assertThat(taken(5)).isEqualTo(1);
    assertThat(trial.result().isComplete()).isFalse();
  }

  @Test
  void callsThatNeverEndDoNotKeepOthersOutForEver() {
    taken(3);
    time.passes(PAUSE.minusNanos(1));
    assertThat(hasRoom()).isFalse();

    for (int i = 0; i < 3; i++) {
      time.passes(PAUSE);
      assertThat(taken(5)).as("one for each pause").isEqualTo(1);
      trial.ended(Verdict.GOOD);
    }
    assertThat(trial.result().succeeded()).isTrue();
  }

  private boolean hasRoom() {
    return trial.hasRoom(time.getAsLong());
  }

  private int taken(int wanted) {
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      taken += trial.take(time.getAsLong()) ? 1 : 0;
    }
    return taken;
  }
}
