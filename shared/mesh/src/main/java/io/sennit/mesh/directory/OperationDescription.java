package io.sennit.mesh.directory;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Repeatable;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a service announces of one operation: enough to route to it, to guard it and to describe it.
 */
public record OperationDescription(
    String name, @Nullable Route route, Access access, JsonObject input, Repeatable repeatable) {

  /**
   * Method and path pattern over HTTP; a segment in braces is a parameter, as in
   * {@code /order/{id}}.
   */
  public record Route(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("name", name)
        .put("access", access.encode())
        .put("input", input)
        .put("repeatable", repeatable.name());
    return route == null ? json : json.put("method", route.method()).put("path", route.path());
  }

  static OperationDescription fromJson(JsonObject json) {
    String path = json.getString("path");
    return new OperationDescription(
        json.getString("name"),
        path == null ? null : new Route(json.getString("method"), path),
        Access.decode(json.getString("access")),
        json.getJsonObject("input"),
        Repeatable.valueOf(json.getString("repeatable")));
  }
}
