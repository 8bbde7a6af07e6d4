package io.sennit.mesh.saga;

import static io.sennit.mesh.message.JsonText.field;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a saga. It only ever grows, so what is in the database already is neither
 * read nor written again.
 */
final class History {
  private static final int LONGEST = 200;

  private final int kept;
  private final List<String> added = new ArrayList<>();

  /** @param kept how many entries are in the database */
  History(int kept) {
    this.kept = kept;
  }

  void add(
      Instant at,
      What what,
      @Nullable String step,
      @Nullable String event,
      @Nullable String detail) {
    StringBuilder entry = new StringBuilder("{\"at\":\"").append(at).append('"');
    field(entry, "what", what.name());
    field(entry, "step", step);
    field(entry, "event", event);
    field(entry, "detail", detail);
    added.add(entry.append('}').toString());
  }

  /** Whether what changes nothing is no longer worth an entry. */
  boolean isLong() {
    return kept + added.size() >= LONGEST;
  }

  /** What is new, a line each: there is no other line feed in encoded JSON. */
  String added() {
    return String.join("\n", added);
  }

  /**
   * All of it.
   *
   * @param first what an earlier version wrote
   */
  static JsonArray of(JsonArray first, String[] added) {
    JsonArray history = first.copy();
    for (String entry : added) {
      history.add(new JsonObject(entry));
    }
    return history;
  }
}
