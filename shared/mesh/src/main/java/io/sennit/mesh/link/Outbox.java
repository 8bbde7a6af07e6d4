package io.sennit.mesh.link;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has for one other lane: frames gather here during a turn of the event loop and leave
 * together at its end.
 */
final class Outbox {
  /** A batch this large leaves at once, so that one turn cannot gather without bound. */
  private static final int FULL = 256 * 1024;

  private final String sender;
  private final MessageProducer<Batch> producer;
  private final Executor endOfTurn;
  private @Nullable Buffer batch;
  private List<Long> calls = new ArrayList<>();
  private final Consumer<List<Long>> unsent;

  /**
   * @param endOfTurn runs a task when the event loop has worked off what it read in this turn
   * @param unsent gets the correlations of the calls of a batch that did not leave this process
   */
  Outbox(
      String sender,
      MessageProducer<Batch> producer,
      Executor endOfTurn,
      Consumer<List<Long>> unsent) {
    this.sender = sender;
    this.producer = producer;
    this.endOfTurn = endOfTurn;
    this.unsent = unsent;
  }

  void call(long correlation, Consumer<Buffer> frame) {
    Buffer open = open();
    frame.accept(open);
    // Before the batch may leave: what becomes of it decides about this call too.
    calls.add(correlation);
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
      open = Frames.startBatch(sender, Frames.clockMillis());
      batch = open;
      endOfTurn.execute(this::flush);
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
    List<Long> gone = calls;
    batch = null;
    calls = new ArrayList<>();
    producer.write(new Batch(full)).onFailure(lost -> unsent.accept(gone));
  }

  /** What a caller learns when its call could not be sent. */
  static Problem notSent() {
    return Problem.refused(
        "The connection to the instance could not be used; the call was not sent.",
        Duration.ofSeconds(1));
  }
}
