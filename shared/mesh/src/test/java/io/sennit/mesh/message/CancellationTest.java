package io.sennit.mesh.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> told = new ArrayList<>();

  @Test
  void everybodyWhoWatchesIsToldOnce() {
    cancellation.onCancel(() -> told.add("a"));
    cancellation.onCancel(() -> told.add("b"));

    cancellation.cancel();
    cancellation.cancel();

    assertThat(told).containsExactlyInAnyOrder("a", "b");
    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void whoComesLaterIsToldAtOnce() {
    cancellation.cancel();
    cancellation.onCancel(() -> told.add("late"));
    assertThat(told).containsExactly("late");
  }

  @Test
  void whoHasClosedItsWatchIsNotTold() {
    Cancellation.Watch first = cancellation.onCancel(() -> told.add("first"));
    Cancellation.Watch middle = cancellation.onCancel(() -> told.add("middle"));
    cancellation.onCancel(() -> told.add("last"));
    middle.close();
    middle.close();
    first.close();

    cancellation.cancel();

    assertThat(told).containsExactly("last");
  }

  @Test
  void oneThatFailsKeepsNobodyFromBeingTold() {
    cancellation.onCancel(() -> told.add("first"));
    cancellation.onCancel(() -> {
      throw new IllegalStateException("a defect");
    });

    assertThatThrownBy(cancellation::cancel).hasMessage("a defect");
    assertThat(told).containsExactly("first");
  }

  @Test
  void whatCannotBeTakenBackRemembersNobody() {
    Cancellation.NONE.onCancel(() -> told.add("never")).close();
    assertThatThrownBy(Cancellation.NONE::cancel).isInstanceOf(IllegalStateException.class);
    assertThat(told).isEmpty();
  }
}
