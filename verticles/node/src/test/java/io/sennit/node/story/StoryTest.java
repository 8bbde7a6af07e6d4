package io.sennit.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Trace;
import io.sennit.mesh.trace.Outcome;
import io.sennit.mesh.trace.Span;
import io.sennit.mesh.trace.Span.Act;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {
  private static final Trace TRACE = new Trace(1, 2, 0, true);
  private static final long NOON =
      Instant.parse("2026-11-29T12:00:00Z").getEpochSecond() * 1_000_000;

  private static final Span REQUEST = span(1, 99, Act.request("POST /order"), 0, 900);
  private static final Span FIRST =
      span(2, 1, Act.call("orders.place", "gateway", "b/1", 1), 10, 200);
  private static final Span SECOND =
      span(3, 1, Act.call("orders.place", "gateway", "c/1", 2), 300, 500);
  private static final Span OPERATION = span(4, 3, Act.operation("orders.place", "c/1"), 350, 400);
  private static final Span EVENT =
      span(5, 4, Act.event("order.placed", "payments/charge", "d/2", "/orders/7"), 2_000, 100);

  @Test
  void eachSpanIsFollowedByWhatItCausedInOrderOfTime() {
    JsonObject story = story(EVENT, OPERATION, SECOND, FIRST, REQUEST);

    assertThat(lines(story))
        .containsExactly(
            "0 REQUEST at 0",
            "1 CALL at 10",
            "1 CALL at 300",
            "2 OPERATION at 350",
            "3 EVENT at 2000");
    assertThat(story.getString("startedAt")).isEqualTo("2026-11-29T12:00:00Z");
    assertThat(story.getLong("micros")).isEqualTo(2_100);
    assertThat(story.getString("trace")).isEqualTo("00000000000000010000000000000002");
  }

  @Test
  void whatANodeHasForgottenHidesNothingElse() {
    assertThat(lines(story(EVENT, REQUEST, FIRST)))
        .containsExactly("0 REQUEST at 0", "1 CALL at 10", "0 EVENT at 2000");
  }

  @Test
  void aNodeWhoseClockIsBehindStaysInItsPlace() {
    Span early = span(4, 3, Act.operation("orders.place", "c/1"), -50, 400);
    assertThat(lines(story(REQUEST, SECOND, early)))
        .containsExactly("0 REQUEST at 50", "1 CALL at 350", "2 OPERATION at 0");
  }

  @Test
  void aChainMayBeLong() {
    Span[] chain = LongStream.range(0, 20_000)
        .mapToObj(i -> span(i + 100, i + 99, Act.operation("a.b", "a/1"), i, 1))
        .toArray(Span[]::new);
    assertThat(lines(story(chain))).hasSize(20_000).last().isEqualTo("19999 OPERATION at 19999");
  }

  @Test
  void aTraceIsKnownByItsRequest() {
    Span older = new Span(
        new Trace(3, 4, 1, true), 0, Act.request("GET /time"), NOON - 10, 1, Outcome.answered(200));

    List<JsonObject> headlines =
        Headlines.of(Stream.of(EVENT, older, SECOND, REQUEST).map(SpanJson::of), 10);

    assertThat(headlines)
        .extracting(span -> span.getString("name"))
        .containsExactly("POST /order", "GET /time");
    assertThat(Headlines.of(Stream.of(older, REQUEST).map(SpanJson::of), 1)).hasSize(1);
  }

  private static JsonObject story(Span... spans) {
    return Story.of(Stream.of(spans).map(SpanJson::of).toList());
  }

  private static List<String> lines(JsonObject story) {
    return story.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(span -> span.getInteger("depth") + " " + span.getString("kind") + " at "
            + span.getLong("offsetMicros"))
        .toList();
  }

  private static Span span(long id, long parent, Act act, long offset, long micros) {
    return new Span(
        TRACE.in(id), parent, act, NOON + offset, micros * 1_000, Outcome.answered(200));
  }
}
