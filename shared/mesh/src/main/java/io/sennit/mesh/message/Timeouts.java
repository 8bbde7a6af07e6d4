package io.sennit.mesh.message;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of a call that enters the mesh, from what its sender asks for. The policy of the
 * operation allows less.
 */
public final class Timeouts {
  /** Longer than this nothing is waited for. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long LONGEST_MILLIS = LONGEST.toMillis();

  private Timeouts() {}

  /** The deadline for a header {@code Sennit-Timeout: 1500}, or the longest where there is none. */
  public static Deadline deadline(@Nullable String millis) {
    if (millis == null) {
      return Deadline.after(LONGEST);
    }
    try {
      long asked = Long.parseLong(millis.trim());
      if (asked > 0 && asked <= LONGEST_MILLIS) {
        return Deadline.afterMillis(asked);
      }
    } catch (NumberFormatException notANumber) {
      // Told below, as a number out of range is.
    }
    throw Problem.of(
        Kind.MALFORMED,
        "Sennit-Timeout is '" + millis + "'; it must be milliseconds from 1 to " + LONGEST_MILLIS
            + ".");
  }
}
