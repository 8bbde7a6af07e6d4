package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the groups of a service stand in the logs that they read. */
final class Groups {
  private static final String LIST = """
      SELECT cursor.reader, cursor.source, cursor.partition, cursor.position, cursor.epoch,
             cursor.owner, cursor.lease_until, cursor.moved, cursor.stopped,
             coalesce(kept.parked, 0) AS parked, coalesce(kept.dead, 0) AS dead
        FROM event_cursor AS cursor
        LEFT JOIN (SELECT reader, source, partition, count(*) AS parked,
                          count(*) FILTER (WHERE dead) AS dead
                     FROM event_parked
                    GROUP BY reader, source, partition) AS kept
             USING (reader, source, partition)
       ORDER BY reader, source, partition
      """;

  private final String service;
  private final List<Subscription> subscriptions;
  private final Store store;

  Groups(String service, List<Subscription> subscriptions, Store store) {
    this.service = service;
    this.subscriptions = subscriptions;
    this.store = store;
  }

  Future<JsonObject> list(Call call) {
    return store.read(call, LIST, Tuple.tuple()).map(this::json);
  }

  private JsonObject json(RowSet<Row> rows) {
    Map<String, JsonObject> groups = new TreeMap<>();
    for (Row row : rows) {
      String reader = row.getString("reader");
      String source = row.getString("source");
      groups
          .computeIfAbsent(reader + " " + source, first -> group(reader, source))
          .getJsonArray("partitions")
          .add(partition(row));
    }
    return new JsonObject().put("items", new JsonArray(List.copyOf(groups.values())));
  }

  private JsonObject group(String reader, String source) {
    String name = reader.substring(reader.indexOf('/') + 1);
    JsonObject group = new JsonObject()
        .put("service", service)
        .put("group", name)
        .put("source", source)
        .put("declared", false)
        .put("partitions", new JsonArray());
    subscriptions.stream()
        .filter(subscription -> subscription.group().equals(name))
        .filter(subscription ->
            subscription.sources().stream().anyMatch(s -> EventLog.sourceOf(s).equals(source)))
        .forEach(subscription ->
            group.put("declared", true).put("types", new JsonArray(subscription.types())));
    return group;
  }

  private static JsonObject partition(Row row) {
    String owner = row.getString("owner");
    String stopped = row.getString("stopped");
    JsonObject partition = new JsonObject()
        .put("partition", row.getInteger("partition"))
        .put("position", row.getLong("position"))
        .put("epoch", row.getLong("epoch"))
        .put("leaseUntil", row.getOffsetDateTime("lease_until").toInstant().toString())
        .put("movedAt", row.getOffsetDateTime("moved").toInstant().toString())
        .put("waiting", row.getLong("parked") - row.getLong("dead"))
        .put("dead", row.getLong("dead"));
    if (owner != null) {
      partition.put("owner", owner);
    }
    return stopped == null ? partition : partition.put("stopped", stopped);
  }
}
