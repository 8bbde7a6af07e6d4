package io.sennit.node.admin;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each group is behind the logs that it reads: where it stands, held against its sources.
 */
final class GroupLag {
  private final Round round;

  GroupLag(Round round) {
    this.round = round;
  }

  Future<JsonObject> read(Exchange exchange) {
    Call call = exchange.call();
    return round
        .ask(
            round.services(exchange.query("service")),
            service -> round.ask(call, service, "events-groups", new JsonObject()))
        .compose(answers -> Future.join(
                answers.items().stream().map(group -> behind(call, group)).toList())
            .map(all -> answers.json(all.list())));
  }

  /** A group whose source does not answer is shown without what only the source knows. */
  private Future<JsonObject> behind(Call call, JsonObject group) {
    List<JsonObject> partitions = partitions(group);
    JsonObject places = new JsonObject();
    partitions.forEach(
        one -> places.put(one.getInteger("partition").toString(), one.getLong("position")));
    JsonObject input = new JsonObject().put("places", places);
    JsonArray types = group.getJsonArray("types");
    if (types != null) {
      input.put("types", types);
    }
    String source = group.getString("source").substring(1);
    return round
        .ask(call, source, "events-lag", input)
        .map(lag -> summed(group, lag.getJsonObject("partitions")))
        .otherwise(
            silent -> summed(group, null).put("silent", String.valueOf(silent.getMessage())));
  }

  private static JsonObject summed(JsonObject group, @Nullable JsonObject lag) {
    long waiting = 0;
    long dead = 0;
    long stopped = 0;
    long behind = 0;
    double seconds = 0;
    boolean atLeast = false;
    for (JsonObject one : partitions(group)) {
      waiting += one.getLong("waiting");
      dead += one.getLong("dead");
      stopped += one.containsKey("stopped") ? 1 : 0;
      if (lag != null) {
        JsonObject own = lag.getJsonObject(one.getInteger("partition").toString());
        one.mergeIn(own);
        behind += own.getLong("events");
        seconds = Math.max(seconds, own.getDouble("seconds"));
        atLeast |= own.getBoolean("atLeast");
      }
    }
    group.put("waiting", waiting).put("dead", dead).put("stopped", stopped);
    return lag == null
        ? group
        : group.put("events", behind).put("atLeast", atLeast).put("seconds", seconds);
  }

  private static List<JsonObject> partitions(JsonObject group) {
    return group.getJsonArray("partitions").stream().map(JsonObject.class::cast).toList();
  }
}
