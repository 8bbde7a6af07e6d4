package io.sennit.mesh.trace;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How something ended.
 *
 * @param status as HTTP has them
 * @param problem what kind of failure it was, if it was one
 * @param detail what callers are told of a failure of ours; of theirs it might repeat what they
 *     said, and that is personal
 */
public record Outcome(
    int status, @Nullable Kind problem, @Nullable String detail) {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST_DETAIL = 300;

  /** Of what has no answer. */
  public static final Outcome DONE = new Outcome(OK, null, null);

  public static Outcome answered(int status) {
    return new Outcome(status, null, null);
  }

  /** Of a failure that came out as this status. */
  public static Outcome of(int status, @Nullable Throwable failure) {
    if (failure == null) {
      return answered(status);
    }
    if (failure instanceof Problem problem) {
      boolean ours = isOurs(problem.kind().status());
      return new Outcome(status, problem.kind(), ours ? cut(problem.detail()) : null);
    }
    return new Outcome(status, Kind.INTERNAL, null);
  }

  public static Outcome failed(Throwable failure) {
    return of(
        failure instanceof Problem problem ? problem.kind().status() : Kind.INTERNAL.status(),
        failure);
  }

  /** Whether it is a failure of the mesh or of a service. */
  public boolean isFailure() {
    return isOurs(status) || (problem != null && isOurs(problem.status()));
  }

  /** Whether it is a failure of the mesh or of a service, and not of who asked. */
  public static boolean isFailure(@Nullable Throwable failure) {
    return failure != null
        && (!(failure instanceof Problem problem) || isOurs(problem.kind().status()));
  }

  public static boolean isOurs(int status) {
    return status >= SERVER_ERROR;
  }

  private static String cut(String detail) {
    return detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
  }
}
