package io.sennit.mesh.guard;

import io.sennit.mesh.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a call says of the instance that it was sent to. This is the one table of what
 * counts as a failure.
 */
public enum Verdict {
  /** It did its work; that the caller asked for something impossible is not its fault. */
  GOOD,
  /** It is broken, gone or too slow. */
  FAILED,
  /** It works, and has more to do than it can. */
  OVERLOADED,
  /** Nothing: the call never left, or its caller took it back. */
  UNKNOWN;

  public static Verdict of(@Nullable Throwable failure) {
    if (failure == null) {
      return GOOD;
    }
    return failure instanceof Problem problem ? of(problem) : FAILED;
  }

  private static Verdict of(Problem problem) {
    return switch (problem.kind()) {
      case MALFORMED,
          UNAUTHENTICATED,
          FORBIDDEN,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CONFLICT,
          PRECONDITION_FAILED,
          BODY_TOO_LARGE,
          URI_TOO_LONG,
          UNSUPPORTED_MEDIA_TYPE,
          INVALID,
          HEADERS_TOO_LARGE -> GOOD;
      case TOO_MANY_REQUESTS -> OVERLOADED;
      case CANCELLED -> UNKNOWN;
      case INTERNAL, BROKEN_PROTOCOL, UNAVAILABLE, DEADLINE_EXCEEDED -> FAILED;
    };
  }
}
