package io.sennit.mesh.message;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** A problem as RFC 9457 writes it. */
public final class ProblemJson {
  public static final String CONTENT_TYPE = "application/problem+json";

  private ProblemJson() {}

  public static JsonObject of(Problem problem, String instance, Trace trace) {
    JsonObject json = new JsonObject()
        .put(
            "type",
            "urn:sennit:problem:"
                + problem.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("title", problem.kind().title())
        .put("status", problem.kind().status())
        .put("detail", problem.detail())
        .put("instance", instance)
        .put("traceId", trace.traceId());
    if (!problem.errors().isEmpty()) {
      JsonArray errors = new JsonArray();
      problem
          .errors()
          .forEach(e ->
              errors.add(new JsonObject().put("field", e.field()).put("message", e.message())));
      json.put("errors", errors);
    }
    return json;
  }
}
