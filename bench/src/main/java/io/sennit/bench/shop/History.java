package io.sennit.bench.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What users asked for and were told. */
final class History {

  /** What is remembered of writes that were acknowledged, and of those that never were. */
  enum Kind {
    PLACED("key text, owner text, id text, items jsonb, total jsonb"),
    AMENDED("key text, owner text, id text, items jsonb"),
    CANCELLED("key text, owner text, id text"),
    DEPOSITED("key text, owner text, amount bigint"),
    CREATED("key text, id text, name text, amount bigint, stock bigint"),
    UPDATED("key text, id text, number int, name text, amount bigint"),
    REGISTERED("key text, id text, email text"),
    UNANSWERED("key text, method text, path text");

    private final String columns;

    Kind(String columns) {
      this.columns = columns;
    }

    String table() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As PostgreSQL names them. */
    String columns() {
      return columns;
    }
  }

  private final Writer file;
  private final Map<Kind, JsonArray> notes = new EnumMap<>(Kind.class);
  private final List<String> differing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /** @param file gets a line for each answer */
  History(Writer file) {
    this.file = file;
    for (Kind kind : Kind.values()) {
      notes.put(kind, new JsonArray());
    }
  }

  synchronized void note(Kind kind, JsonObject what) {
    notes(kind).add(what);
  }

  synchronized JsonArray notes(Kind kind) {
    return notes.getOrDefault(kind, new JsonArray());
  }

  synchronized void answered(Request request, Answer answer) {
    count("requests sent");
    JsonObject line = new JsonObject()
        .put("at", Instant.now().toString())
        .put("method", request.method())
        .put("path", request.path())
        .put("key", request.key())
        .put("body", request.body())
        .put("status", answer.status())
        .put("answer", answer.body());
    try {
      file.append(line.encode()).append('\n');
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  synchronized void ended(Request request, Answer answer, boolean unknownBefore) {
    boolean isWrite = request.key() != null;
    if (isWrite && answer.isGood()) {
      count("writes acknowledged");
    }
    if (isWrite && unknownBefore) {
      count("unknown resolved");
    }
    if (!request.expected().contains(answer.status())) {
      unexpected.add(request + " was answered " + answer.status() + " " + answer.body());
    }
  }

  synchronized void gaveUp(Request request, Answer last) {
    count("never answered");
    note(
        Kind.UNANSWERED,
        new JsonObject()
            .put("key", request.key())
            .put("method", request.method())
            .put("path", request.path())
            .put("status", last.status()));
  }

  /** The same request once more should have been answered as before, byte for byte. */
  synchronized void replayed(Request request, Answer first, Answer again) {
    count("replays");
    if (!again.equals(first)) {
      differing.add(request + " was answered first " + first + ", and later " + again);
    }
  }

  synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /** Replays that were not equal. */
  synchronized List<String> differing() {
    return List.copyOf(differing);
  }

  /** Answers that the contract does not allow. */
  synchronized List<String> unexpected() {
    return List.copyOf(unexpected);
  }
}
