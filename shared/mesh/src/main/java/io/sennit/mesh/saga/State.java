package io.sennit.mesh.saga;

/** Where a saga is as a whole. */
enum State {
  /** It does its steps. */
  RUNNING,
  /** It undoes them. */
  COMPENSATING,
  /** It cannot go on until an operator, or a late answer, lets it. */
  PARKED,
  /** All steps are done. */
  COMPLETED,
  /** All that was done is undone. */
  FAILED;

  boolean isOver() {
    return this == COMPLETED || this == FAILED;
  }
}
