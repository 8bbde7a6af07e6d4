package io.sennit.mesh.saga;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sagas in the form in which operators read them. */
final class SagaJson {
  private SagaJson() {}

  static JsonObject of(String service, Row row) {
    JsonObject json = new JsonObject()
        .put("service", service)
        .put("name", row.getString("name"))
        .put("id", row.getString("id"))
        .put("state", row.getString("state"));
    put(json, "step", row.getString("step"));
    json.put("attempts", row.getInteger("attempts"));
    put(json, "reason", row.getString("reason"));
    put(json, "failedStep", row.getString("failed"));
    put(json, "error", row.getString("error"));
    put(json, "startedAt", time(row.getOffsetDateTime("started")));
    put(json, "updatedAt", time(row.getOffsetDateTime("updated")));
    put(json, "dueAt", time(row.getOffsetDateTime("due")));
    put(json, "deadlineAt", time(row.getOffsetDateTime("deadline")));
    put(json, "finishedAt", time(row.getOffsetDateTime("finished")));
    return json;
  }

  static JsonObject whole(String service, Row row) {
    JsonObject json = of(service, row);
    JsonArray history =
        History.of((JsonArray) row.getJson("history"), row.getArrayOfStrings("happened"));
    return json.put("input", row.getJson("input"))
        .put("answers", row.getJson("answers"))
        .put("steps", steps(history))
        .put("history", history);
  }

  private static JsonArray steps(JsonArray history) {
    Map<String, JsonObject> steps = new LinkedHashMap<>();
    for (int i = 0; i < history.size(); i++) {
      JsonObject entry = history.getJsonObject(i);
      What what = What.valueOf(entry.getString("what"));
      String name = entry.getString("step");
      if (what.isOfStep() && name != null) {
        apply(steps.computeIfAbsent(name, SagaJson::begun), what, entry);
      }
    }
    return new JsonArray(steps.values().stream().toList());
  }

  private static JsonObject begun(String name) {
    return new JsonObject().put("name", name).put("attempts", 0);
  }

  /** Attempts are of the present command: they begin anew when the step is undone. */
  private static void apply(JsonObject step, What what, JsonObject entry) {
    String before = step.getString("state");
    step.put("state", what.name()).put("at", entry.getString("at"));
    if (what == What.SENT || what == What.UNDO_SENT) {
      boolean again = what == What.UNDO_SENT && before != null && before.startsWith("UNDO");
      step.put("attempts", again ? step.getInteger("attempts") + 1 : 1);
    }
    if (what == What.DONE || what == What.UNDONE) {
      step.remove("error");
    } else {
      put(step, "error", entry.getString("detail"));
    }
  }

  /** What is not known is left out. */
  private static void put(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static @Nullable String time(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant().toString();
  }
}
