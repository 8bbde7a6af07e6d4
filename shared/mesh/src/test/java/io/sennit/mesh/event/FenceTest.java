package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FenceTest {
  private final Fence fence = withoutDatabase();

  @Test
  void allIsSettledWhenNobodyIsAdding() {
    assertThat(fence.seen(7, Set.of())).isEqualTo(new Fence.View(7, false));
  }

  @Test
  void nothingIsSettledWhileTheFirstIsStillAdding() {
    assertThat(fence.seen(7, Set.of("a"))).isEqualTo(new Fence.View(0, true));
    assertThat(fence.seen(9, Set.of("a", "b"))).isEqualTo(new Fence.View(0, true));
  }

  @Test
  void aPositionIsSettledWhenAllWhoWereAddingThenHaveEnded() {
    fence.seen(7, Set.of("a", "b"));

    assertThat(fence.seen(9, Set.of("b", "c")).settled()).isZero();
    assertThat(fence.seen(11, Set.of("c", "d"))).isEqualTo(new Fence.View(7, true));
    assertThat(fence.seen(12, Set.of("d"))).isEqualTo(new Fence.View(9, true));
  }

  @Test
  void whatIsSettledStaysSoWhenOthersBegin() {
    fence.seen(7, Set.of());

    assertThat(fence.seen(8, Set.of("a"))).isEqualTo(new Fence.View(7, true));
    assertThat(fence.seen(8, Set.of())).isEqualTo(new Fence.View(8, false));
  }

  @Test
  void goesOnAfterManyLooksDuringOneLongTransaction() {
    for (int tip = 1; tip <= 1_000; tip++) {
      assertThat(fence.seen(tip, Set.of("long", "short" + tip)).settled()).isZero();
    }

    assertThat(fence.seen(1_001, Set.of("other")).settled()).isPositive();
    fence.seen(1_002, Set.of("another"));
    assertThat(fence.seen(1_003, Set.of("yet another")).settled()).isGreaterThan(1_000);
  }

  @Test
  void nothingIsRememberedThroughACrashThatMayGivePositionsOutAgain() {
    fence.liveIn("before");
    fence.seen(40, Set.of());

    fence.liveIn("after");

    assertThat(fence.seen(34, Set.of("drew 33"))).isEqualTo(new Fence.View(0, true));
    assertThat(fence.seen(34, Set.of())).isEqualTo(new Fence.View(34, false));
  }

  @Test
  void aPartitionWithoutNewsIsReadAsFarAsAnyWasAndNoFurtherThanIsSettled() {
    Fence.View early = fence.seen(3, Set.of());
    Fence.View late = fence.seen(9, Set.of());

    assertThat(fence.certain(0, late)).as("nothing was read yet").isZero();
    assertThat(fence.certain(5, late)).isEqualTo(5);
    assertThat(fence.certain(0, late)).isEqualTo(5);
    assertThat(fence.certain(0, early)).isEqualTo(3);

    fence.liveIn("another life");
    assertThat(fence.certain(0, late)).isZero();
  }

  // It is only told what was seen, and so needs no store to look itself.
  @SuppressWarnings("NullAway")
  private static Fence withoutDatabase() {
    return new Fence(null);
  }

  @Test
  void nothingIsEverAddedBeforeWhatIsSettled() {
    for (long seed = 0; seed < 200; seed++) {
      new History(new Random(seed)).play("seed " + seed);
    }
  }

  /** Transactions that begin, draw positions and end as they like, and one who looks at times. */
  private static final class History {
    private final Random random;
    private final Fence fence = withoutDatabase();
    private final SortedMap<Integer, Set<Long>> open = new TreeMap<>();
    private final Set<Long> drawn = new TreeSet<>();
    private long tip;
    private int begun;

    History(Random random) {
      this.random = random;
    }

    void play(String name) {
      long settled = 0;
      for (int step = 0; step < 500; step++) {
        switch (random.nextInt(4)) {
          case 0 -> open.put(begun++, new HashSet<>());
          case 1 -> draw();
          case 2 -> end();
          default -> settled = look(settled, name);
        }
      }
    }

    private void draw() {
      if (!open.isEmpty()) {
        open.get(any()).add(++tip);
        drawn.add(tip);
      }
    }

    private void end() {
      if (!open.isEmpty()) {
        drawn.removeAll(open.remove(any()));
      }
    }

    private int any() {
      return open.keySet().stream()
          .skip(random.nextInt(open.size()))
          .findFirst()
          .orElseThrow();
    }

    private long look(long before, String name) {
      Set<String> adding = new HashSet<>();
      open.keySet().forEach(transaction -> adding.add("t" + transaction));
      long settled = fence.seen(tip, adding).settled();
      assertThat(settled).as(name).isGreaterThanOrEqualTo(before);
      assertThat(drawn).as(name).allMatch(position -> position > settled);
      return settled;
    }
  }
}
