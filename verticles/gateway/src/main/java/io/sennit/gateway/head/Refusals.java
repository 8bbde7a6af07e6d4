package io.sennit.gateway.head;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;

/** The problems of heads that are not let in. */
final class Refusals {
  private Refusals() {}

  static Problem malformed(String sentence) {
    return Problem.of(Kind.MALFORMED, sentence);
  }

  static Problem noPath() {
    return malformed("The request names no path.");
  }

  static Problem unexpected() {
    return malformed("Nothing but 100-continue can be expected.");
  }

  static Problem twice(CharSequence field) {
    return malformed("Send one " + field + " header, not several.");
  }
}
