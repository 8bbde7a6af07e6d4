package io.sennit.gateway.feed;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonObject;

/**
 * Some of what a client was to be told is no longer kept. It is never passed over in silence.
 *
 * @param service whose log no longer has it
 */
record Gone(String service) {
  static Gone of(String service) {
    return new Gone(service);
  }

  Problem problem() {
    return Problem.of(Kind.GONE, detail());
  }

  JsonObject json() {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", Kind.GONE.title())
        .put("status", Kind.GONE.status())
        .put("detail", detail());
  }

  private String detail() {
    return "Some of the events of /" + service
        + " behind this place are no longer kept: read the present state anew, and connect without"
        + " an id to hear what comes from now on, or with ?from=beginning for all that is kept.";
  }
}
