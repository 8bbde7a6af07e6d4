package io.sennit.bench.rpc;

import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps so many calls in flight: each answer starts the next call. */
final class Turn {
  private static final double STEP = Math.log(1.02);

  private static final int STEPS = 1_000;
  private static final int PATIENCE_SECONDS = 30;

  private final Wire wire;
  private final int inFlight;
  private final AtomicIntegerArray counts = new AtomicIntegerArray(STEPS);
  private final AtomicLong failures = new AtomicLong();
  private final CountDownLatch running;
  private long until;

  Turn(Wire wire, int inFlight) {
    this.wire = wire;
    this.inFlight = inFlight;
    this.running = new CountDownLatch(inFlight);
  }

  /** Nanoseconds, failures, and each latency in microseconds with how many calls took it. */
  String run(long millis) throws InterruptedException {
    long began = System.nanoTime();
    until = began + TimeUnit.MILLISECONDS.toNanos(millis);
    for (int i = 0; i < inFlight; i++) {
      next();
    }
    running.await(millis + TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), TimeUnit.MILLISECONDS);
    StringJoiner said = new StringJoiner(" ");
    said.add(Long.toString(System.nanoTime() - began)).add(failures.toString());
    for (int i = 0; i < STEPS; i++) {
      if (counts.get(i) > 0) {
        said.add(Math.round(Math.exp((i + 0.5) * STEP)) + ":" + counts.get(i));
      }
    }
    return said.toString();
  }

  private void next() {
    long began = System.nanoTime();
    wire.call(length -> {
      long now = System.nanoTime();
      if (length == RpcPeer.ANSWER.length) {
        double micros = Math.max(1.0, (now - began) / 1_000.0);
        counts.incrementAndGet(Math.min(STEPS - 1, (int) (Math.log(micros) / STEP)));
      } else {
        failures.incrementAndGet();
      }
      if (now < until) {
        next();
      } else {
        running.countDown();
      }
    });
  }
}
