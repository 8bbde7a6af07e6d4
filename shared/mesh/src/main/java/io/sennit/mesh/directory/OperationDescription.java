package io.sennit.mesh.directory;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.message.Transfer.Form;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a service announces of one operation: enough to route to it, to guard it and to describe it.
 */
public record OperationDescription(
    String name,
    @Nullable Route route,
    Access access,
    JsonObject input,
    Repeatable repeatable,
    Transfer transfer,
    Documentation documentation) {

  /** One whose bodies are whole and of the usual size. */
  public OperationDescription(
      String name,
      @Nullable Route route,
      Access access,
      JsonObject input,
      Repeatable repeatable,
      Documentation documentation) {
    this(name, route, access, input, repeatable, Transfer.WHOLE, documentation);
  }

  /** The same, when its author says no more of it. */
  public OperationDescription(
      String name, @Nullable Route route, Access access, JsonObject input, Repeatable repeatable) {
    this(name, route, access, input, repeatable, Documentation.NONE);
  }

  /**
   * Method and path pattern over HTTP; a segment in braces is a parameter, as in
   * {@code /order/{id}}, and a last one such as {@code {rest...}} takes all that is left of a path,
   * which is one character at least.
   *
   * @param host the only one that it is for, in lower case; one such as {@code *.example.com}
   *     stands for all below; null for any
   */
  public record Route(String method, String path, @Nullable String host) {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final String REST = "...}";

    public Route(String method, String path) {
      this(method, path, null);
    }

    /** The names of the path's parameters, in order. */
    public List<String> parameters() {
      return Arrays.stream(path.split("/", -1))
          .filter(Route::isParameter)
          .map(Route::parameter)
          .toList();
    }

    public static boolean isParameter(String segment) {
      return segment.startsWith("{") && segment.endsWith("}");
    }

    /** Whether a segment takes all that is left of a path. */
    public static boolean isRest(String segment) {
      return isParameter(segment) && segment.endsWith(REST);
    }

    static String parameter(String segment) {
      int end = segment.length() - (isRest(segment) ? REST.length() : 1);
      return segment.substring(1, end);
    }

    /** Why no request can take this route, or null when one can. */
    public @Nullable String fault() {
      return RouteFault.of(this);
    }

    /** Whether what is sent belongs into a body, and not into an address that others log. */
    public boolean hasBody() {
      return WITH_BODY.contains(method);
    }

    @Override
    public String toString() {
      return method + " " + (host == null ? "" : host) + path;
    }
  }

  /** @param schemas how a schema of what it answers is written */
  JsonObject toJson(UnaryOperator<JsonObject> schemas) {
    JsonObject json = new JsonObject()
        .put("name", name)
        .put("access", access.encode())
        .put("input", input)
        .put("repeatable", repeatable.name());
    if (route != null) {
      json.put("method", route.method()).put("path", route.path());
      if (route.host() != null) {
        json.put("host", route.host());
      }
    }
    if (!transfer.equals(Transfer.WHOLE)) {
      json.put("transfer", transferToJson(transfer));
    }
    documentation.addTo(json, schemas);
    return json;
  }

  /** @param schemas how a schema of what it answers is read */
  static OperationDescription fromJson(JsonObject json, UnaryOperator<JsonObject> schemas) {
    String path = json.getString("path");
    return new OperationDescription(
        json.getString("name"),
        path == null ? null : new Route(json.getString("method"), path, json.getString("host")),
        Access.decode(json.getString("access")),
        json.getJsonObject("input"),
        Repeatable.valueOf(json.getString("repeatable")),
        transferFromJson(json.getJsonObject("transfer")),
        Documentation.of(json, schemas));
  }

  private static JsonObject transferToJson(Transfer transfer) {
    return new JsonObject()
        .put("form", transfer.form().name())
        .put("longestBody", transfer.longestBody())
        .put("idleMillis", transfer.idle().toMillis())
        .put("lastingMillis", transfer.lasting().toMillis());
  }

  private static Transfer transferFromJson(@Nullable JsonObject json) {
    return json == null
        ? Transfer.WHOLE
        : new Transfer(
            Form.valueOf(json.getString("form")),
            json.getLong("longestBody"),
            Duration.ofMillis(json.getLong("idleMillis")),
            Duration.ofMillis(json.getLong("lastingMillis")));
  }
}
