package io.sennit.mesh.stream;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What the streams of a node hold and have moved. */
public final class StreamCounters {
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final LongAccumulator mostHeld = new LongAccumulator(Math::max, 0);
  private final LongAdder moved = new LongAdder();

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  void hold(long cost) {
    mostHeld.accumulate(held.addAndGet(cost));
  }

  void release(long cost) {
    held.addAndGet(-cost);
  }

  void moved(long bytes) {
    moved.add(bytes);
  }

  /** Ends of streams that are open on this node; one within it has two. */
  public long open() {
    return open.get();
  }

  /** Bytes that wait to be sent, to be acknowledged or to be read. */
  public long bytesHeld() {
    return held.get();
  }

  /** The most that was ever held. */
  public long mostBytesHeld() {
    return mostHeld.get();
  }

  /** Bytes that came in on streams. */
  public long bytesMoved() {
    return moved.sum();
  }
}
