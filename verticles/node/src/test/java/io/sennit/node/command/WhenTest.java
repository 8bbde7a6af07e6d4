package io.sennit.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "2026-11-19T08:00:00Z, 2026-11-19T08:00:00Z",
    "2026-11-19T08:00:00.5+02:00, 2026-11-19T06:00:00.500Z",
    "2h, 2026-11-20T10:00:00Z",
    "30m ago, 2026-11-20T11:30:00Z",
    "1d12h, 2026-11-19T00:00:00Z",
    "90S, 2026-11-20T11:58:30Z",
    "4711, 4711",
    "beginning, beginning",
  })
  void isAPlaceInALog(String typed, String understood) {
    assertThat(When.parse(typed, CLOCK)).isEqualTo(understood);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ago", "ago", "yesterday", "2026-11-19", "2x", "-1h", "0", "h2"})
  void isRefusedWhenItSaysNoPlace(String typed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> When.parse(typed, CLOCK))
        .withMessageStartingWith("'" + typed + "' is neither a time");
  }
}
