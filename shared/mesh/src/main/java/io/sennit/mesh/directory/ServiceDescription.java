package io.sennit.mesh.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service announces of itself: its name, its version and its operations. */
public record ServiceDescription(
    String name, String version, List<OperationDescription> operations) {

  public ServiceDescription {
    operations = List.copyOf(operations);
  }

  public @Nullable OperationDescription operation(String operation) {
    for (OperationDescription candidate : operations) {
      if (candidate.name().equals(operation)) {
        return candidate;
      }
    }
    return null;
  }

  public JsonObject toJson() {
    JsonArray array = new JsonArray();
    operations.forEach(operation -> array.add(operation.toJson()));
    return new JsonObject().put("name", name).put("version", version).put("operations", array);
  }

  static ServiceDescription fromJson(JsonObject json) {
    List<OperationDescription> operations = json.getJsonArray("operations").stream()
        .map(o -> OperationDescription.fromJson((JsonObject) o))
        .toList();
    return new ServiceDescription(json.getString("name"), json.getString("version"), operations);
  }
}
