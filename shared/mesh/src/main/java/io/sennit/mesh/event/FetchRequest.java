package io.sennit.mesh.event;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a reader wants next.
 *
 * @param reader who reads, as in {@code orders/saga}; empty for one who does not register
 * @param places behind which position of which partition
 * @param committed how far the reader has come for good in each of them
 * @param types the types it wants, as in {@code order.placed} or {@code order.*}; none for all
 * @param limit the most events of a partition
 */
record FetchRequest(
    String reader,
    Map<Integer, Long> places,
    Map<Integer, Long> committed,
    List<String> types,
    int limit) {
  private static final int MOST = 1_000;

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("places", Positions.toJson(places)).put("limit", limit);
    if (!reader.isEmpty()) {
      json.put("reader", reader).put("committed", Positions.toJson(committed));
    }
    return types.isEmpty() ? json : json.put("types", new JsonArray(types));
  }

  static FetchRequest of(JsonObject json) {
    try {
      return new FetchRequest(
          json.getString("reader", ""),
          Positions.of(json, "places"),
          Positions.of(json, "committed"),
          types(json),
          Math.max(1, Math.min(MOST, json.getInteger("limit", 256))));
    } catch (ClassCastException broken) {
      throw Problem.of(
          Kind.INVALID,
          "A fetch has places and committed positions by partition, a reader, types and a limit.");
    }
  }

  /** The place that is furthest behind. */
  long first() {
    return Positions.first(places);
  }

  Tuple parameters(long settled, OffsetDateTime since) {
    return Tuple.of(
        Positions.partitions(places.keySet()),
        Positions.positions(places),
        settled,
        limit,
        LogSql.patterns(types),
        since);
  }

  static List<String> types(JsonObject json) {
    List<String> types = new ArrayList<>();
    json.getJsonArray("types", new JsonArray()).forEach(type -> types.add(String.valueOf(type)));
    return types;
  }
}
