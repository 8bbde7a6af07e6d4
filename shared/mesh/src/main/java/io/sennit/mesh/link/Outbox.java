package io.sennit.mesh.link;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has for one other lane: frames gather here during a turn of the event loop and leave
 * together at its end.
 */
final class Outbox {
  /** A batch this large leaves at once, so that one turn cannot gather without bound. */
  private static final int FULL = 256 * 1024;

  private final Function<Buffer, Future<Void>> way;
  private final Executor endOfTurn;
  private final Consumer<long[]> unsent;
  private final Runnable flush = this::flush;
  private @Nullable Buffer batch;
  private long[] calls = new long[16];
  private int callCount;

  /**
   * @param way sends a batch; the future fails when it has not left this process as a whole
   * @param endOfTurn runs a task when the event loop has worked off what it read in this turn
   * @param unsent gets the correlations of the calls of a batch that did not leave this process
   */
  Outbox(Function<Buffer, Future<Void>> way, Executor endOfTurn, Consumer<long[]> unsent) {
    this.way = way;
    this.endOfTurn = endOfTurn;
    this.unsent = unsent;
  }

  void call(long correlation, Consumer<Buffer> frame) {
    Buffer open = open();
    frame.accept(open);
    // Before the batch may leave: what becomes of it decides about this call too.
    if (callCount == calls.length) {
      calls = Arrays.copyOf(calls, 2 * callCount);
    }
    calls[callCount++] = correlation;
    flushWhenFull(open);
  }

  void append(Consumer<Buffer> frame) {
    Buffer open = open();
    frame.accept(open);
    flushWhenFull(open);
  }

  private Buffer open() {
    Buffer open = batch;
    if (open == null) {
      open = Frames.startBatch(Frames.clockMillis());
      batch = open;
      endOfTurn.execute(flush);
    }
    return open;
  }

  private void flushWhenFull(Buffer open) {
    if (open.length() >= FULL) {
      flush();
    }
  }

  /** Sends what has gathered. */
  void flush() {
    Buffer full = batch;
    if (full == null) {
      return;
    }
    long[] gone = Arrays.copyOf(calls, callCount);
    batch = null;
    callCount = 0;
    Frames.endBatch(full);
    way.apply(full).onFailure(lost -> unsent.accept(gone));
  }

  boolean isEmpty() {
    return batch == null;
  }

  /** The first call that has gathered and not been sent; those that came before it have been. */
  long firstUnsent() {
    return batch == null || callCount == 0 ? Long.MAX_VALUE : calls[0];
  }

  /** Forgets what has gathered, for a lane that cannot be reached. */
  void drop() {
    if (batch != null) {
      long[] gone = Arrays.copyOf(calls, callCount);
      batch = null;
      callCount = 0;
      unsent.accept(gone);
    }
  }

  /** What a caller learns when its call could not be sent. */
  static Problem notSent() {
    return Problem.refused(
        "The connection to the instance could not be used; the call was not sent.",
        Duration.ofSeconds(1));
  }
}
