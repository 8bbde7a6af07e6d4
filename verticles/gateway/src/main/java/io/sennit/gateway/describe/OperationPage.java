package io.sennit.gateway.describe;

import io.sennit.gateway.route.Announced;
import io.sennit.mesh.directory.Documentation.Output;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Transfer.Form;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** One operation as OpenAPI describes it. */
final class OperationPage {
  private static final Map<Integer, String> MEANINGS = Map.of(
      200, "Done",
      201, "Made; Location says where it is",
      202, "Accepted; it is being done",
      204, "Done, and there is nothing to say");
  private static final JsonObject PROBLEM =
      new JsonObject().put("$ref", "#/components/responses/Problem");
  private static final JsonObject ANY_BYTES =
      new JsonObject().put("application/octet-stream", new JsonObject());

  private final Announced announced;
  private final Components components;
  private final Security security;
  private final JsonObject properties;
  private final List<String> inPath;

  OperationPage(Announced announced, Components components, Security security) {
    this.announced = announced;
    this.components = components;
    this.security = security;
    this.properties = announced.operation().input().getJsonObject("properties", new JsonObject());
    this.inPath = announced.route().parameters();
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("operationId", announced.id().toString())
        .put("tags", new JsonArray().add(service()));
    String summary = announced.operation().documentation().summary();
    if (summary != null) {
      json.put("summary", summary);
    }
    describeAccess(json);
    JsonArray parameters = parameters();
    if (!parameters.isEmpty()) {
      json.put("parameters", parameters);
    }
    if (hasFieldsInBody() && !fieldsOfBody().isEmpty()) {
      json.put("requestBody", body());
    } else if (announced.route().hasBody() && form() == Form.STREAM) {
      json.put("requestBody", new JsonObject().put("content", ANY_BYTES.copy()));
    }
    String host = announced.route().host();
    if (host != null && !host.startsWith("*")) {
      json.put("servers", new JsonArray().add(new JsonObject().put("url", "//" + host)));
    }
    return json.put("responses", responses());
  }

  private Form form() {
    return announced.operation().transfer().form();
  }

  /** A body that is a stream has none: they are all in path and query then. */
  private boolean hasFieldsInBody() {
    return announced.route().hasBody() && form() == Form.WHOLE;
  }

  private String service() {
    return announced.id().service();
  }

  private void describeAccess(JsonObject json) {
    Access access = announced.operation().access();
    boolean open = access.rule() == Access.Rule.ANYONE;
    json.put("security", open ? new JsonArray() : security.required());
    if (access.rule() == Access.Rule.ROLES) {
      json.put("description", "For the roles " + String.join(", ", access.roles()) + ".");
    }
  }

  private JsonArray parameters() {
    JsonArray parameters = new JsonArray();
    inPath.forEach(name -> parameters.add(parameter("path", name, true)));
    if (!hasFieldsInBody()) {
      JsonArray required = required();
      properties.fieldNames().stream()
          .filter(name -> !inPath.contains(name))
          .forEach(name -> parameters.add(parameter("query", name, required.contains(name))));
    }
    if (announced.operation().repeatable() == Repeatable.WITH_KEY) {
      parameters.add(new JsonObject().put("$ref", "#/components/parameters/IdempotencyKey"));
    }
    return parameters;
  }

  private JsonObject parameter(String place, String name, boolean required) {
    JsonObject schema = properties.getJsonObject(name, new JsonObject().put("type", "string"));
    return new JsonObject()
        .put("name", name)
        .put("in", place)
        .put("required", required)
        .put("schema", components.referring(service(), schema));
  }

  private JsonArray required() {
    return announced.operation().input().getJsonArray("required", new JsonArray());
  }

  private List<String> fieldsOfBody() {
    return properties.fieldNames().stream()
        .filter(name -> !inPath.contains(name))
        .toList();
  }

  private JsonObject body() {
    JsonObject fields = new JsonObject();
    fieldsOfBody().forEach(name -> fields.put(name, properties.getValue(name)));
    JsonObject schema = announced.operation().input().copy().put("properties", fields);
    JsonArray required = required().copy();
    inPath.forEach(required::remove);
    schema.remove("required");
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return new JsonObject()
        .put("required", !required.isEmpty())
        .put("content", json(components.referring(service(), schema)));
  }

  private JsonObject responses() {
    JsonObject responses = new JsonObject();
    List<Output> outputs = announced.operation().documentation().outputs();
    for (Output output : outputs) {
      JsonObject response =
          new JsonObject().put("description", MEANINGS.getOrDefault(output.status(), "Answered"));
      JsonObject schema = output.schema();
      if (schema != null) {
        response.put("content", json(components.referring(service(), schema)));
      }
      responses.put(Integer.toString(output.status()), response);
    }
    if (form() == Form.WEBSOCKET) {
      responses.put("101", new JsonObject().put("description", "It is a WebSocket from here on"));
    } else if (outputs.isEmpty()) {
      responses.put("2XX", new JsonObject().put("description", "Done"));
    }
    return responses.put("default", PROBLEM.copy());
  }

  private static JsonObject json(JsonObject schema) {
    return new JsonObject().put("application/json", new JsonObject().put("schema", schema));
  }
}
