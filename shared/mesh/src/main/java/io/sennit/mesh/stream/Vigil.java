package io.sennit.mesh.stream;

import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.Line.Side;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When something last moved on a line and was last heard of its other end, and what follows. */
final class Vigil {
  private static final Duration SILENT = Duration.ofSeconds(10);
  private static final Duration UNSTARTED = Duration.ofSeconds(15);

  private final Transfer transfer;
  private final long begun = System.nanoTime();
  private long moved = begun;
  private long heard = begun;
  private boolean asking;

  Vigil(Transfer transfer) {
    this.transfer = transfer;
  }

  void moved() {
    moved = System.nanoTime();
  }

  void heard() {
    heard = System.nanoTime();
  }

  /** Why the line is to be ended, or null as long as it may go on. */
  @Nullable
  Problem late(long now, boolean started, Side side) {
    if (!started) {
      // The opener waits within the deadline of its opening call.
      return side == Side.HOST && now - begun > UNSTARTED.toNanos()
          ? Problem.of(Kind.CANCELLED, "The stream was opened and never begun.")
          : null;
    }
    if (now - moved > transfer.idle().toNanos()) {
      return Problem.of(
          Kind.DEADLINE_EXCEEDED,
          "Nothing moved on the stream for " + transfer.idle().toMillis() + " ms.");
    }
    return now - begun > transfer.lasting().toNanos()
        ? Problem.of(
            Kind.DEADLINE_EXCEEDED,
            "The stream was open for " + transfer.lasting().toSeconds() + " s, which is the most.")
        : null;
  }

  /** Whether the other end is to be asked if it still knows the line. */
  boolean asks(long now) {
    boolean asks = !asking && now - heard > SILENT.toNanos();
    asking |= asks;
    return asks;
  }

  void answered() {
    asking = false;
  }
}
