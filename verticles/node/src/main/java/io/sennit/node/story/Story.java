package io.sennit.node.story;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The spans of one trace as a tree: each is followed by those that it was the cause of, in order of
 * time. One whose parent nobody remembers stands at the top, as what a client has begun does.
 */
public final class Story {
  private static final Comparator<JsonObject> BY_TIME = Comparator.comparingLong(
          SpanJson::startMicros)
      .thenComparingLong(span -> -span.getLong("micros"));

  private final List<JsonObject> spans;
  private final Map<String, List<JsonObject>> byParent = new HashMap<>();
  private final List<JsonObject> told = new ArrayList<>();
  private final long began;

  private Story(List<JsonObject> spans) {
    this.spans = spans.stream().sorted(BY_TIME).toList();
    this.began = SpanJson.startMicros(this.spans.get(0));
    this.spans.forEach(span -> byParent
        .computeIfAbsent(span.getString("parent", ""), parent -> new ArrayList<>())
        .add(span));
  }

  /**
   * Puts the spans in order, each with its depth in the tree and its distance from the beginning.
   *
   * @param spans of one trace, at least one
   */
  public static JsonObject of(List<JsonObject> spans) {
    return new Story(spans).json();
  }

  private JsonObject json() {
    Set<String> known =
        spans.stream().map(span -> span.getString("span")).collect(Collectors.toSet());
    tell(spans.stream()
        .filter(span -> !known.contains(span.getString("parent", "")))
        .toList());
    long end = spans.stream().mapToLong(SpanJson::endMicros).max().orElse(began);
    JsonObject first = spans.get(0);
    return new JsonObject()
        .put("trace", first.getString("trace"))
        .put("startedAt", first.getString("startedAt"))
        .put("micros", end - began)
        .put("sampled", spans.stream().anyMatch(span -> span.getBoolean("sampled")))
        .put("items", new JsonArray(told));
  }

  /** Not by recursion: what follows from events may be a long chain. */
  private void tell(List<JsonObject> roots) {
    Deque<JsonObject> next = new ArrayDeque<>();
    push(next, roots, 0);
    while (!next.isEmpty()) {
      JsonObject span = next.pop();
      told.add(span);
      List<JsonObject> children = byParent.getOrDefault(span.getString("span"), List.of());
      push(next, children, span.getInteger("depth") + 1);
    }
  }

  private void push(Deque<JsonObject> next, List<JsonObject> spans, int depth) {
    for (int i = spans.size() - 1; i >= 0; i--) {
      JsonObject span = spans.get(i);
      next.push(
          span.copy().put("depth", depth).put("offsetMicros", SpanJson.startMicros(span) - began));
    }
  }
}
