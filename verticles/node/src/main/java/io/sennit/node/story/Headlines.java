package io.sennit.node.story;

import io.sennit.mesh.trace.Span;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One span of each trace that stands for it: the request, or what is nearest to it. */
public final class Headlines {
  private static final Comparator<JsonObject> NEARER = Comparator.comparing(
          (JsonObject span) -> Span.Kind.valueOf(span.getString("kind")))
      .thenComparingLong(SpanJson::startMicros);
  private static final Comparator<JsonObject> NEWEST_FIRST =
      Comparator.comparingLong(SpanJson::startMicros).reversed();

  private Headlines() {}

  /** The newest of them, and no more than so many. */
  public static List<JsonObject> of(Stream<JsonObject> spans, int most) {
    return spans
        .collect(Collectors.toMap(
            span -> span.getString("trace"), Function.identity(), BinaryOperator.minBy(NEARER)))
        .values()
        .stream()
        .sorted(NEWEST_FIRST)
        .limit(most)
        .toList();
  }
}
