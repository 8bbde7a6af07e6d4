package io.sennit.mesh.link;

import java.util.concurrent.atomic.LongAdder;

/** What all lanes of a node have sent, taken and refused. */
public final class LinkCounters {
  private final LongAdder sent = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder corrupt = new LongAdder();
  private final LongAdder late = new LongAdder();

  void sent() {
    sent.increment();
  }

  void received(int length) {
    batches.increment();
    bytes.add(length);
  }

  void corrupt() {
    corrupt.increment();
  }

  void late() {
    late.increment();
  }

  /** Calls sent to other nodes. */
  public long callsSent() {
    return sent.sum();
  }

  public long batchesReceived() {
    return batches.sum();
  }

  public long bytesReceived() {
    return bytes.sum();
  }

  /** Frames and batches that could not be read. */
  public long corruptFrames() {
    return corrupt.sum();
  }

  /** Calls that arrived after their deadline and were not run. */
  public long lateCalls() {
    return late.sum();
  }
}
