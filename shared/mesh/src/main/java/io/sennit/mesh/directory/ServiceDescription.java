package io.sennit.mesh.directory;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
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

  /** All that it says, each schema where it belongs. */
  public JsonObject toJson() {
    return toJson(UnaryOperator.identity());
  }

  /** How it is announced: a schema that has a title is written once. */
  JsonObject toAnnouncement() {
    TitledSchemas schemas = new TitledSchemas();
    JsonObject json = toJson(schemas::write);
    return schemas.isEmpty() ? json : json.put("schemas", schemas.toJson());
  }

  static ServiceDescription fromAnnouncement(JsonObject json) {
    TitledSchemas schemas = TitledSchemas.of(json.getJsonObject("schemas", new JsonObject()));
    List<OperationDescription> operations = json.getJsonArray("operations").stream()
        .map(o -> OperationDescription.fromJson((JsonObject) o, schemas::read))
        .toList();
    return new ServiceDescription(json.getString("name"), json.getString("version"), operations);
  }

  private JsonObject toJson(UnaryOperator<JsonObject> schemas) {
    JsonArray array = new JsonArray();
    operations.forEach(operation -> array.add(operation.toJson(schemas)));
    return new JsonObject().put("name", name).put("version", version).put("operations", array);
  }
}
