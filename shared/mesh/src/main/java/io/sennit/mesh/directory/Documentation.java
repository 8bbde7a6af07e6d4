package io.sennit.mesh.directory;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of an API want to know of an operation besides how to call it.
 *
 * @param summary one line, or null where its author says nothing
 * @param outputs what it answers, by status, when all goes well
 */
public record Documentation(@Nullable String summary, List<Output> outputs) {
  public static final Documentation NONE = new Documentation(null, List.of());

  public Documentation {
    outputs = List.copyOf(outputs);
  }

  /**
   * An answer.
   *
   * @param schema of its body, or null for an answer without one
   */
  public record Output(int status, @Nullable JsonObject schema) {}

  /** Adds it to what is said of an operation; nothing where there is nothing to say. */
  void addTo(JsonObject operation, UnaryOperator<JsonObject> form) {
    if (summary != null) {
      operation.put("summary", summary);
    }
    if (!outputs.isEmpty()) {
      JsonObject json = new JsonObject();
      for (Output output : outputs) {
        JsonObject schema = output.schema();
        json.put(Integer.toString(output.status()), schema == null ? null : form.apply(schema));
      }
      operation.put("outputs", json);
    }
  }

  /** Nodes of before it was announced say nothing here. */
  static Documentation of(JsonObject operation, UnaryOperator<JsonObject> form) {
    JsonObject json = operation.getJsonObject("outputs", new JsonObject());
    List<Output> outputs = new ArrayList<>();
    for (String status : json.fieldNames()) {
      JsonObject schema = json.getJsonObject(status);
      outputs.add(new Output(Integer.parseInt(status), schema == null ? null : form.apply(schema)));
    }
    return new Documentation(operation.getString("summary"), outputs);
  }
}
