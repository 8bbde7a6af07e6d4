package io.sennit.gateway.describe;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How callers show who they are, as OpenAPI describes it. */
final class Security {
  private static final String BEARER = "bearer";

  static final JsonArray REQUIRED =
      new JsonArray().add(new JsonObject().put(BEARER, new JsonArray()));

  private Security() {}

  static JsonObject schemes() {
    return new JsonObject()
        .put(
            BEARER,
            new JsonObject()
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "A token as POST /login answers with"));
  }
}
