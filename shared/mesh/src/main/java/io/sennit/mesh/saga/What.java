package io.sennit.mesh.saga;

/** What happens to a saga or to one of its steps. */
enum What {
  STARTED,
  SENT,
  DONE,
  REFUSED,
  TIMED_OUT,
  UNDO_SENT,
  UNDONE,
  UNDO_REFUSED,
  UNDO_TIMED_OUT,
  PARKED,
  RETRIED,
  /** A late answer, or one that came twice. */
  IGNORED,
  COMPLETED,
  FAILED;

  /** Whether it says how a step is, or else how the saga is. */
  boolean isOfStep() {
    return switch (this) {
      case SENT, DONE, REFUSED, TIMED_OUT, UNDO_SENT, UNDONE, UNDO_REFUSED, UNDO_TIMED_OUT -> true;
      case STARTED, PARKED, RETRIED, IGNORED, COMPLETED, FAILED -> false;
    };
  }
}
