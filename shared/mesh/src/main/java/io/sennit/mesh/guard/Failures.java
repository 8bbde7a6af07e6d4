package io.sennit.mesh.guard;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;

/** Which of two failures of the same call its caller is told. */
final class Failures {
  private Failures() {}

  /**
   * When nobody was left to send a call to, what the first one said is the better answer; but never
   * is it said that the call was not run when one of them may have run it.
   */
  static Throwable better(Throwable first, Throwable later) {
    if (!(first instanceof Problem before) || !(later instanceof Problem after)) {
      return later;
    }
    boolean repeated = after.kind() == Kind.UNAVAILABLE;
    Problem better = repeated && (before.executed() || !after.executed()) ? before : after;
    return before.executed() ? better.perhapsRun() : better;
  }
}
