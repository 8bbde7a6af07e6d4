package io.sennit.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceivedTest {
  private static final String BODY = "{\"time\":\"now\"}";
  private static final String WITH_LENGTH =
      "HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\nDate: today\r\n\r\n" + BODY;
  private static final String IN_CHUNKS =
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\ne\r\n" + BODY + "\r\n0\r\n\r\n";

  @Test
  void anAnswerIsThereWhenItsLastByteIs() {
    for (String answer : new String[] {WITH_LENGTH, IN_CHUNKS}) {
      for (int bytes = 0; bytes < answer.length(); bytes++) {
        assertThat(Received.of(answer.substring(0, bytes))).isEqualTo(Received.PART);
      }
      assertThat(Received.of(answer)).isEqualTo(Received.RIGHT);
    }
  }

  @Test
  void anotherStatusIsWrong() {
    assertThat(Received.of(WITH_LENGTH.replace("200 OK", "429 Too Many Requests")))
        .isEqualTo(Received.WRONG);
    assertThat(Received.of("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"))
        .isEqualTo(Received.WRONG);
  }

  @Test
  void anotherBodyIsWrong() {
    assertThat(Received.of(WITH_LENGTH.replace("time", "tide"))).isEqualTo(Received.WRONG);
    assertThat(Received.of(IN_CHUNKS.replace("time", "tide"))).isEqualTo(Received.WRONG);
  }
}
