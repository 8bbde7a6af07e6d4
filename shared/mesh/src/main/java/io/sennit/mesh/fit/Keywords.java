package io.sennit.mesh.fit;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of a schema, each of which is taken by who understands it. */
final class Keywords {
  /** What says nothing of a value. */
  private static final Set<String> ANNOTATIONS = Set.of("title", "description", "examples");

  private final JsonObject schema;
  private final Set<String> left;

  Keywords(JsonObject schema) {
    this.schema = schema;
    this.left = new HashSet<>(schema.fieldNames());
    left.removeAll(ANNOTATIONS);
  }

  boolean has(String keyword) {
    return schema.containsKey(keyword);
  }

  @Nullable
  Object take(String keyword) {
    left.remove(keyword);
    return schema.getValue(keyword);
  }

  /** A bound that is not there, or is no whole number, is none of these. */
  long take(String keyword, long otherwise) {
    Object bound = schema.getValue(keyword);
    if (bound instanceof Integer || bound instanceof Long) {
      left.remove(keyword);
      return ((Number) bound).longValue();
    }
    return otherwise;
  }

  boolean allTaken() {
    return left.isEmpty();
  }
}
