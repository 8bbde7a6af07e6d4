package io.sennit.mesh.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.trace.Span.Act;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpansTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00.000500Z");
  private static final Outcome OK = Outcome.answered(200);
  private static final Outcome FAILED =
      Outcome.failed(Problem.refused("Nobody is here.", Duration.ofSeconds(1)));

  private final Spans spans = new Spans(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void remembersASpanWithTheTimeThatItBegan() {
    Trace parent = sampled();
    Trace own = parent.child();

    spans.add(Act.request("GET /time"), own, parent.span(), 400_000, OK);

    Span span = spans.of(parent).get(0);
    assertThat(span.trace()).isEqualTo(own);
    assertThat(span.parent()).isEqualTo(parent.span());
    assertThat(Instant.EPOCH.plus(span.startMicros(), ChronoUnit.MICROS))
        .isEqualTo(NOW.minusNanos(400_000));
    assertThat(spans.of(sampled())).isEmpty();
  }

  @Test
  void remembersTheLastOfSampledTracesAndNoMore() {
    Trace first = sampled();
    spans.add(Act.request("GET /time"), first, 0, 1, OK);
    for (int i = 0; i < Spans.SAMPLED - 1; i++) {
      spans.add(Act.request("GET /time"), sampled(), 0, 1, OK);
    }
    assertThat(spans.of(first)).hasSize(1);

    spans.add(Act.request("GET /time"), sampled(), 0, 1, OK);

    assertThat(spans.of(first)).isEmpty();
    assertThat(spans.all()).hasSize(Spans.SAMPLED);
  }

  @Test
  void whatFailsAllTheTimeDrivesOutNothingElse() {
    Trace order = Trace.start();
    Trace request = sampled();
    spans.add(Act.request("POST /order"), order, 0, 1, FAILED);
    spans.add(Act.request("GET /date"), request, 0, 1, OK);

    for (int i = 0; i < 2 * Spans.SAMPLED; i++) {
      spans.add(Act.request("GET /time"), i % 2 == 0 ? sampled() : Trace.start(), 0, 1, FAILED);
    }

    assertThat(spans.of(order)).hasSize(1);
    assertThat(spans.of(request)).hasSize(1);
    assertThat(spans.all()).hasSize(Spans.FAILED + 2);
  }

  @Test
  void isBoundedHoweverManyNamesFail() {
    for (int i = 0; i < 1_000; i++) {
      for (int j = 0; j < Spans.FAILED; j++) {
        spans.add(Act.request("GET /" + i), Trace.start(), 0, 1, FAILED);
      }
    }
    assertThat(spans.all()).hasSize(129 * Spans.FAILED);
  }

  @Test
  void spansOfATraceThatIsNotSampledAreStillToldApart() {
    Trace trace = Trace.start();
    spans.add(Act.request("GET /time"), trace, 0, 1, FAILED);
    spans.add(Act.call("time.now", "gateway", "n1/0", 1), trace, trace.span(), 1, FAILED);
    spans.add(Act.call("time.now", "gateway", "n2/0", 2), trace, trace.span(), 1, FAILED);

    List<Span> found = spans.of(trace);
    assertThat(found).extracting(span -> span.trace().span()).doesNotHaveDuplicates();
    assertThat(found)
        .filteredOn(span -> span.act().kind() == Span.Kind.CALL)
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.parent()).isEqualTo(trace.span()));
  }

  @Test
  void isSafeToUseFromManyThreads() {
    IntStream.range(0, 100_000).parallel().forEach(i -> {
      spans.add(Act.request("GET /" + i % 7), Trace.start(), 0, 1, FAILED);
      spans.add(Act.request("GET /time"), sampled(), 0, 1, OK);
    });
    assertThat(spans.all()).hasSize(Spans.SAMPLED + 7 * Spans.FAILED);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void ofOthersOnlyFailuresOfOursAreWanted(Kind kind) {
    Problem problem = Problem.of(kind, "The e-mail address ada@example.com is taken.");
    boolean ours = kind.status() >= 500;

    assertThat(Spans.wants(Trace.start(), problem)).isEqualTo(ours);
    assertThat(Spans.wants(sampled(), problem)).isTrue();
    assertThat(Outcome.failed(problem).detail())
        .as("what might repeat what a client has said is not kept")
        .isEqualTo(ours ? problem.detail() : null);
  }

  @Test
  void whatWentWellIsWantedOfSampledTracesOnly() {
    assertThat(Spans.wants(Trace.start(), null)).isFalse();
    assertThat(Spans.wants(sampled(), null)).isTrue();
    assertThat(Spans.wants(Trace.start(), new IllegalStateException())).isTrue();
  }

  private static Trace sampled() {
    return Trace.start().sampled(true);
  }
}
