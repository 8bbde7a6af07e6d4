package io.sennit.mesh.directory;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Repeatable;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** The names of the path's parameters, in order. */
    public List<String> parameters() {
      return Arrays.stream(path.split("/", -1))
          .filter(Route::isParameter)
          .map(segment -> segment.substring(1, segment.length() - 1))
          .toList();
    }

    public static boolean isParameter(String segment) {
      return segment.startsWith("{") && segment.endsWith("}");
    }

    /** Whether what is sent belongs into a body, and not into an address that others log. */
    public boolean hasBody() {
      return WITH_BODY.contains(method);
    }

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
