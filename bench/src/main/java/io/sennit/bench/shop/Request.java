package io.sennit.bench.shop;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants.
 *
 * @param expected the statuses that may come of it, besides those that ask to come again
 * @param key what it is known by when it is sent again; reads need none
 * @param waiting for so many seconds the answer may be held until the order has settled; 0 for not
 */
record Request(
    String method,
    String path,
    @Nullable JsonObject body,
    Set<Integer> expected,
    @Nullable String token,
    @Nullable String key,
    int waiting) {

  static Request get(String path, @Nullable String token, Integer... expected) {
    return new Request("GET", path, null, Set.of(expected), token, null, 0);
  }

  static Request post(String path, JsonObject body, Integer... expected) {
    return new Request("POST", path, body, Set.of(expected), null, null, 0);
  }

  static Request put(String path, JsonObject body, Integer... expected) {
    return new Request("PUT", path, body, Set.of(expected), null, null, 0);
  }

  static Request delete(String path, Integer... expected) {
    return new Request("DELETE", path, null, Set.of(expected), null, null, 0);
  }

  Request by(String bearer) {
    return new Request(method, path, body, expected, bearer, key, waiting);
  }

  Request once(String idempotencyKey) {
    return new Request(method, path, body, expected, token, idempotencyKey, waiting);
  }

  Request patient(int seconds) {
    return new Request(method, path, body, expected, token, key, seconds);
  }

  @Override
  public String toString() {
    return method + " " + path + (key == null ? "" : " with key " + key);
  }
}
