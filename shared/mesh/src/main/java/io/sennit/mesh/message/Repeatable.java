package io.sennit.mesh.message;

/** When a call that may have been run may be run again. */
public enum Repeatable {
  NEVER,
  /** When it carries an idempotency key: its operation then does its work once. */
  WITH_KEY,
  /** Running it twice does the same as once. */
  ALWAYS;

  public static final String KEY = "idempotency-key";

  public boolean allows(Call call) {
    return this == ALWAYS || (this == WITH_KEY && call.headers().get(KEY) != null);
  }
}
