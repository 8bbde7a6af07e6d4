package io.sennit.mesh.guard;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.time.Duration;
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

  /** Who waited so long has given an instance a fair chance to answer. */
  private static final Duration FAIR = Duration.ofSeconds(1);

  /**
   * What the end of a call says that took so long.
   *
   * @param timeout what the policy allows such calls; who asks for less than half of it, and for
   *     less than a second, is told 504 by instances that are well, and must not get them ejected
   */
  public static Verdict of(@Nullable Throwable failure, long elapsedNanos, Duration timeout) {
    boolean hurried = elapsedNanos < Math.min(FAIR.toNanos(), timeout.toNanos() / 2);
    return hurried && failure instanceof Problem problem && problem.kind() == Kind.DEADLINE_EXCEEDED
        ? UNKNOWN
        : of(failure);
  }

  /** What the end of a call says whose caller was patient. */
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
          GONE,
          PRECONDITION_FAILED,
          BODY_TOO_LARGE,
          URI_TOO_LONG,
          UNSUPPORTED_MEDIA_TYPE,
          INVALID,
          UPGRADE_REQUIRED,
          HEADERS_TOO_LARGE -> GOOD;
      // An operation that ran and says so means one caller, who must not slow down the others.
      case TOO_MANY_REQUESTS -> problem.executed() ? GOOD : OVERLOADED;
      case CANCELLED -> UNKNOWN;
      case INTERNAL, BROKEN_PROTOCOL, UNAVAILABLE, DEADLINE_EXCEEDED -> FAILED;
    };
  }
}
