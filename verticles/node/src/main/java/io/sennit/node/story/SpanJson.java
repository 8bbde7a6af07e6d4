package io.sennit.node.story;

import io.sennit.mesh.trace.Outcome;
import io.sennit.mesh.trace.Span;
import io.sennit.mesh.trace.Span.Act;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A span as nodes tell it each other, and operators read it. */
public final class SpanJson {
  private static final HexFormat HEX = HexFormat.of();

  private SpanJson() {}

  public static JsonObject of(Span span) {
    Act act = span.act();
    Outcome outcome = span.outcome();
    JsonObject json = new JsonObject()
        .put("trace", span.trace().traceId())
        .put("span", HEX.toHexDigits(span.trace().span()))
        .put("kind", act.kind().name())
        .put("name", act.name())
        .put(
            "startedAt",
            Instant.EPOCH.plus(span.startMicros(), ChronoUnit.MICROS).toString())
        .put("micros", span.nanos() / 1_000)
        .put("sampled", span.trace().sampled())
        .put("failed", outcome.isFailure())
        .put("status", outcome.status());
    putIfThere(json, "parent", span.parent() == 0 ? null : HEX.toHexDigits(span.parent()));
    putIfThere(json, "by", act.by());
    putIfThere(json, "instance", act.instance());
    putIfThere(json, "attempt", act.attempt() == 0 ? null : act.attempt());
    putIfThere(json, "event", act.event());
    putIfThere(
        json,
        "problem",
        outcome.problem() == null
            ? null
            : outcome.problem().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    putIfThere(json, "detail", outcome.detail());
    return json;
  }

  private static void putIfThere(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  static long startMicros(JsonObject span) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(span.getString("startedAt")));
  }

  static long endMicros(JsonObject span) {
    return startMicros(span) + span.getLong("micros");
  }
}
