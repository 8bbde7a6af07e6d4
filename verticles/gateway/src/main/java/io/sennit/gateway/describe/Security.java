package io.sennit.gateway.describe;

import io.sennit.gateway.rules.Trust;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How callers show who they are, as OpenAPI describes it: in the ways that the rules know. */
final class Security {
  private final JsonObject schemes = new JsonObject();

  Security(Trust trust) {
    schemes.put(
        "bearer",
        new JsonObject()
            .put("type", "http")
            .put("scheme", "bearer")
            .put("bearerFormat", "JWT")
            .put("description", "A token as POST /login answers with"));
    if (!trust.keys().isEmpty()) {
      schemes.put(
          "apiKey",
          new JsonObject()
              .put("type", "apiKey")
              .put("in", "header")
              .put("name", trust.keyHeader())
              .put("description", "A machine's key, as who runs the shop gives it"));
    }
    if (!trust.certificates().isEmpty()) {
      schemes.put(
          "certificate",
          new JsonObject().put("type", "mutualTLS").put("description", "A known certificate"));
    }
  }

  JsonObject schemes() {
    return schemes;
  }

  /** Any one of them will do. */
  JsonArray required() {
    JsonArray any = new JsonArray();
    schemes.fieldNames().forEach(name -> any.add(new JsonObject().put(name, new JsonArray())));
    return any;
  }
}
