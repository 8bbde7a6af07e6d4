package io.sennit.gateway.describe;

import io.sennit.gateway.route.Announced;
import io.sennit.gateway.rules.Api;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An OpenAPI document of all routes that requests can take. */
final class OpenApi {
  private static final String VERSION = "3.1.0";

  private OpenApi() {}

  static JsonObject of(List<Announced> routes, GatewayRules rules) {
    Api api = rules.api();
    Security security = new Security(rules.trust());
    Components components = new Components();
    JsonObject paths = new JsonObject();
    Set<OperationId> named = new HashSet<>();
    routes.stream()
        .filter(route -> route.conflict() == null)
        .sorted(Comparator.comparing((Announced route) -> route.route().path())
            .thenComparing(route -> route.route().method()))
        .forEach(route -> add(paths, route, new OperationPage(route, components, security), named));
    return new JsonObject()
        .put("openapi", VERSION)
        .put("info", new JsonObject().put("title", api.title()).put("version", api.version()))
        .put("paths", paths)
        .put(
            "components",
            new JsonObject()
                .put("schemas", components.toJson().put("Problem", problem()))
                .put("responses", new JsonObject().put("Problem", response()))
                .put("parameters", new JsonObject().put("IdempotencyKey", idempotencyKey()))
                .put("securitySchemes", security.schemes()));
  }

  /**
   * A path that is announced for several hosts is described once, for the first of them, and an
   * operation of several routes, which there are outside of the mesh, is named once: no two may
   * have one name.
   */
  private static void add(
      JsonObject paths, Announced route, OperationPage page, Set<OperationId> named) {
    String path = route.route().path().replace("...}", "}");
    JsonObject item = paths.getJsonObject(path, new JsonObject());
    String method = route.route().method().toLowerCase(Locale.ROOT);
    if (!item.containsKey(method)) {
      JsonObject json = page.toJson();
      if (!named.add(route.id())) {
        json.remove("operationId");
      }
      item.put(method, json);
    }
    paths.put(path, item);
  }

  private static JsonObject problem() {
    JsonObject text = new JsonObject().put("type", "string");
    JsonObject error = new JsonObject()
        .put("type", "object")
        .put("properties", new JsonObject().put("field", text).put("message", text));
    return new JsonObject()
        .put("type", "object")
        .put(
            "properties",
            new JsonObject()
                .put("type", text)
                .put("title", text)
                .put("status", new JsonObject().put("type", "integer"))
                .put("detail", text)
                .put("instance", text)
                .put("traceId", text)
                .put("errors", new JsonObject().put("type", "array").put("items", error)));
  }

  private static JsonObject response() {
    JsonObject reference = new JsonObject().put("$ref", "#/components/schemas/Problem");
    return new JsonObject()
        .put("description", "It was not done, and why")
        .put(
            "content",
            new JsonObject()
                .put("application/problem+json", new JsonObject().put("schema", reference)));
  }

  private static JsonObject idempotencyKey() {
    return new JsonObject()
        .put("name", "Idempotency-Key")
        .put("in", "header")
        .put("required", false)
        .put("description", "The same key does the work once and gets the same answer for 24 hours")
        .put(
            "schema",
            new JsonObject().put("type", "string").put("minLength", 1).put("maxLength", 255));
  }
}
