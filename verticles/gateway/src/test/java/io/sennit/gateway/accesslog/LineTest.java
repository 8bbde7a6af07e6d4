package io.sennit.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
  private final Line line = new Line(8_192);

  private JsonObject read() {
    return new JsonObject(new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "\"quoted\"",
        "back\\slash",
        "line\r\nbreak",
        "ümläut",
        "\u2028😀\0\u007f"
      })
  void aTextComesBackAsItWas(String text) {
    line.begin().raw(Line.ascii("\"a\":")).text(text).end();
    assertThat(read().getString("a")).isEqualTo(text);
    assertThat(line.bytes()[line.length() - 1]).isEqualTo((byte) '\n');
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 10, 999, 1_000, -5, Long.MAX_VALUE})
  void aNumberComesBackAsItWas(long number) {
    line.begin().raw(Line.ascii("\"a\":")).number(number).end();
    assertThat(read().getLong("a")).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-28T22:30:00.007Z",
        "2026-11-28T22:30:00.990Z",
        "2026-11-28T22:30:01.000Z",
        "1970-01-01T00:00:00.001Z"
      })
  void aTimeIsRenderedToTheMillisecond(String time) {
    line.begin()
        .raw(Line.ascii("\"a\":"))
        .time(Instant.parse(time).toEpochMilli())
        .end();
    assertThat(read().getString("a")).isEqualTo(time);
  }

  @Test
  void aLongTextIsCut() {
    line.begin().raw(Line.ascii("\"a\":")).text("x".repeat(10_000)).end();
    assertThat(read().getString("a")).hasSize(512);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77,192.0.2.0",
    "2001:db8:1:2:3:4:5:6,2001:db8:1::",
    "0:0:0:0:0:0:0:1,0:0:0::",
    "2001:db8::1,2001:db8::",
    "::1,::",
  })
  void ofAnAddressOnlyTheNeighbourhoodIsTold(String address, String told) {
    assertThat(Neighbourhood.of(address)).isEqualTo(told);
  }
}
