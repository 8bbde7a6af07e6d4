package io.sennit.node.demo;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Something the shop is asked for.
 *
 * @param token of who asks, if that matters
 * @param waits whether the answer is wanted only when the order has settled
 */
record Ask(
    String method,
    String path,
    @Nullable String token,
    @Nullable JsonObject body,
    boolean waits) {

  static Ask get(String path) {
    return new Ask("GET", path, null, null, false);
  }

  static Ask post(String path, JsonObject body) {
    return new Ask("POST", path, null, body, false);
  }

  static Ask put(String path, JsonObject body) {
    return new Ask("PUT", path, null, body, false);
  }

  static Ask delete(String path) {
    return new Ask("DELETE", path, null, null, false);
  }

  Ask as(Person person) {
    return new Ask(method, path, person.token(), body, waits);
  }

  Ask untilSettled() {
    return new Ask(method, path, token, body, true);
  }

  boolean writes() {
    return !method.equals("GET");
  }
}
