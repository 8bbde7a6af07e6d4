package io.sennit.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.door.Streams.Header;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private final Streams streams = new Streams();

  @Test
  void headerFieldsBeginAStreamOrEndIt() {
    assertThat(streams.begin(1, false)).isEqualTo(Header.NEW);
    assertThat(streams.begin(1, true)).isEqualTo(Header.GOING_ON);
    assertThat(streams.begin(1, true)).isEqualTo(Header.OVER);
  }

  @Test
  void whatItsBodyEndedIsOver() {
    streams.begin(5, false);
    streams.end(5);
    assertThat(streams.begin(5, false)).isEqualTo(Header.OVER);
  }

  @Test
  void aLaterStreamClosesThoseThatWereLeftOut() {
    streams.begin(1, true);
    streams.begin(7, true);
    assertThat(streams.begin(3, true)).isEqualTo(Header.LEFT_OUT);
    assertThat(streams.begin(5, true)).isEqualTo(Header.LEFT_OUT);
    assertThat(streams.begin(9, true)).isEqualTo(Header.NEW);
  }

  @Test
  void manyStreamsOneAfterTheOtherAreAllNew() {
    for (int stream = 1; stream < 10_000; stream += 2) {
      assertThat(streams.begin(stream, true)).isEqualTo(Header.NEW);
      assertThat(streams.begin(stream, true)).isEqualTo(Header.OVER);
    }
  }

  @Test
  void aLeapForgetsWhatWasBefore() {
    for (int stream = 1; stream < 1_001; stream += 2) {
      streams.begin(stream, true);
    }
    assertThat(streams.begin(Integer.MAX_VALUE, false)).isEqualTo(Header.NEW);
    assertThat(streams.begin(Integer.MAX_VALUE - 2, false)).isEqualTo(Header.LEFT_OUT);
    // So long ago that the codec has to decide.
    assertThat(streams.begin(1, false)).isEqualTo(Header.GOING_ON);
  }
}
