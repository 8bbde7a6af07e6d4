package io.sennit.bench.trial;

/** Where in the handling of an event its instance ends. */
enum Point {
  BEFORE_HANDLER,
  AFTER_HANDLER,
  BEFORE_COMMIT,
  /** And before the answer. */
  AFTER_COMMIT;

  boolean isAtCommit() {
    return this == BEFORE_COMMIT || this == AFTER_COMMIT;
  }
}
