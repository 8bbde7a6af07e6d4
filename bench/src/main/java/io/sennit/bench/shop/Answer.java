package io.sennit.bench.shop;

import io.vertx.core.json.JsonObject;

/**
 * What came of sending a request once.
 *
 * @param status 0 when nothing came
 */
record Answer(int status, String body) {
  static final Answer NONE = new Answer(0, "");

  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /** Whether it leaves open what became of the request, or asks for it again. */
  boolean isOpen() {
    return isUnknown() || status == TOO_MANY || isAtWork();
  }

  /** Whether the request may have been carried out all the same. */
  boolean isUnknown() {
    return status == 0 || status >= SERVER;
  }

  /** The same request, sent before, has not come to its end. */
  private boolean isAtWork() {
    return status == CONFLICT && json().getString("detail", "").contains("Idempotency-Key");
  }

  JsonObject json() {
    return new JsonObject(body);
  }
}
