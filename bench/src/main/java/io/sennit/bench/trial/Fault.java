package io.sennit.bench.trial;

/** What is done to the troupe while it works. */
enum Fault {
  CRASH_BEFORE_HANDLER,
  CRASH_AFTER_HANDLER,
  CRASH_BEFORE_COMMIT,
  CRASH_AFTER_COMMIT,
  CUT_BEFORE_COMMIT,
  CUT_AFTER_COMMIT,
  LEASES_TAKEN,
  LEAVE,
  DATABASE_RESTART,
  DATABASE_AWAY,
  PAUSE;

  boolean takesLong() {
    return this == DATABASE_AWAY || this == PAUSE;
  }
}
