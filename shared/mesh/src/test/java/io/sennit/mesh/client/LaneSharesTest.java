package io.sennit.mesh.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneSharesTest {
  @Test
  void callersKeepToTheLanesWithTheirNumbers() {
    assertThat(LaneShares.of(2, List.of(0, 1))).containsExactly(List.of(0), List.of(1));
    assertThat(LaneShares.of(4, List.of(1, 2)))
        .containsExactly(List.of(1), List.of(1), List.of(2), List.of(2));
    assertThat(LaneShares.of(2, List.of(0, 1, 2, 3))).containsExactly(List.of(0, 2), List.of(1, 3));
    assertThat(LaneShares.of(2, List.of(0, 2, 4, 6))).containsExactly(List.of(0, 4), List.of(2, 6));
    assertThat(LaneShares.of(2, List.of(5))).containsExactly(List.of(5), List.of(5));
  }

  @Test
  void whatComesOutEvenIsShared() {
    for (int callers = 1; callers <= 12; callers++) {
      for (int count = 1; count <= 12; count++) {
        int all = callers;
        List<Integer> lanes =
            IntStream.range(0, count).map(i -> (i * 5 + all) % 13).boxed().toList();
        if (LaneShares.areEven(callers, count)) {
          isShared(LaneShares.of(callers, lanes), lanes);
        }
      }
    }
    assertThat(LaneShares.areEven(3, 2)).isFalse();
    assertThat(LaneShares.areEven(2, 3)).isFalse();
  }

  private static void isShared(List<List<Integer>> shares, List<Integer> lanes) {
    assertThat(shares)
        .allSatisfy(share -> assertThat(share)
            .hasSize(Math.max(1, lanes.size() / shares.size()))
            .doesNotHaveDuplicates());
    assertThat(lanes)
        .allSatisfy(lane -> assertThat(
                shares.stream().filter(share -> share.contains(lane)).count())
            .isEqualTo(Math.max(1, shares.size() / lanes.size())));
  }
}
