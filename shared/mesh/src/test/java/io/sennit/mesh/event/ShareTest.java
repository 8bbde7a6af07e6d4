package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
  private static final Event EVENT = new Event(
      "/seller", 1, "sale.made", "one", Instant.EPOCH, null, null, null, null, new JsonObject());

  @Test
  void sharesAreGatheredUpToTheMostThatATransactionMayHave() {
    assertThat(sizes(List.of(share(3), share(4), share(3), share(1)), 10))
        .containsExactly(List.of(3, 4, 3), List.of(1));
  }

  @Test
  void whatIsLargerIsAlone() {
    assertThat(sizes(List.of(share(1), share(20), share(1), share(2)), 10))
        .containsExactly(List.of(1), List.of(20), List.of(1, 2));
  }

  @Test
  void nothingIsGatheredWhereNothingMay() {
    assertThat(sizes(List.of(share(1), share(1)), 0)).containsExactly(List.of(1), List.of(1));
  }

  private static List<List<Integer>> sizes(List<Share> shares, int most) {
    return Share.gathered(shares, most).stream()
        .map(group -> group.stream().map(share -> share.events().size()).toList())
        .toList();
  }

  private static Share share(int events) {
    return new Share(
        new Place(0, 0, 0), IntStream.range(0, events).mapToObj(i -> EVENT).toList(), events);
  }
}
