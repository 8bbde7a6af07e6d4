package io.sennit.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void latencyBeginsWhenARequestWasDueAndNotWhenItWasSent() {
    Answer heldBack = new Answer(0, millis(70), millis(100), 200, false, 1, "");

    assertThat(heldBack.millis()).isEqualTo(100);
  }

  @Test
  void aPercentileIsALatencyThatWasSeen() {
    Answers answers = new Answers(LongStream.rangeClosed(1, 200)
        .mapToObj(latency -> new Answer(0, 0, millis(latency), 200, false, 1, ""))
        .toList());

    assertThat(answers.percentile(99)).isEqualTo(198);
    assertThat(answers.percentile(100)).isEqualTo(200).isEqualTo(answers.slowest());
  }

  @Test
  void aWindowHoldsWhatWasDueInItWhereverItsEndFell() {
    Answers answers = new Answers(List.of(due(999), due(1_000), due(1_999), due(2_000)));

    assertThat(answers.due(millis(1_000), Duration.ofSeconds(1)).all())
        .containsExactly(due(1_000), due(1_999));
  }

  @Test
  void failuresAreCountedByWhatTheyCameToAndNoAnswerIsOne() {
    Answer none = Answer.none(0, 0, new ConnectException("refused"));
    Answers answers = new Answers(List.of(status(200), status(503), status(503), none));

    assertThat(answers.failures()).isEqualTo("3 of 4 {503=2, ConnectException=1}");
  }

  @Test
  void aQuietTimeMayBeQuickWithoutMakingTheBarUnfair() {
    assertThat(new Answers(List.of(status(200))).normal()).isEqualTo(50);
    assertThat(new Answers(List.of(new Answer(0, 0, millis(30), 200, false, 1, ""))).normal())
        .isEqualTo(90);
  }

  private static Answer due(long at) {
    return new Answer(millis(at), millis(at), millis(at + 5_000), 200, false, 1, "");
  }

  private static Answer status(int status) {
    return new Answer(0, 0, millis(1), status, false, 0, "");
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
