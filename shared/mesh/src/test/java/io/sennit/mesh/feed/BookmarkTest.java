package io.sennit.mesh.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookmarkTest {
  @Test
  void isReadAsItWasWritten() {
    Bookmark bookmark = new Bookmark(Map.of("users", 7L, "orders", 12L));

    assertThat(Bookmark.parse(bookmark.toString()).places()).isEqualTo(bookmark.places());
  }

  @Test
  void isAtTheBeginningWhenThereIsNone() {
    assertThat(Bookmark.parse(null).places()).isEmpty();
    assertThat(Bookmark.parse("").places()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "orders:", "orders:x", "12", ",", "orders:1,"})
  void isRefusedWhenNobodyWroteIt(String text) {
    assertThatThrownBy(() -> Bookmark.parse(text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("must be the 'next' of the page before");
  }
}
