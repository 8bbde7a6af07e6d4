package io.sennit.mesh.message;

import io.vertx.core.json.JsonObject;

/**
 * The answer to a call that went well: a status as HTTP has them, headers, and a body that is JSON
 * unless they say otherwise.
 */
public record Reply(int status, Pairs headers, Body body) {

  public static Reply ok(JsonObject body) {
    return new Reply(200, Pairs.EMPTY, Body.of(body));
  }

  public static Reply created(String location, JsonObject body) {
    return created(location, Body.of(body));
  }

  public static Reply created(String location, Body body) {
    return new Reply(201, Pairs.of("location", location), body);
  }

  public static Reply accepted(JsonObject body) {
    return new Reply(202, Pairs.EMPTY, Body.of(body));
  }

  public static Reply noContent() {
    return new Reply(204, Pairs.EMPTY, Body.EMPTY);
  }

  public Reply with(String header, String value) {
    return new Reply(status, headers.with(header, value), body);
  }

  public JsonObject json() {
    return body.json();
  }
}
