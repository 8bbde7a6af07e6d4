package io.sennit.bench.events;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Does something at a steady rate, whether or not the earlier ones have been answered. */
final class OpenLoop {
  private OpenLoop() {}

  static void run(Vertx vertx, int perSecond, int times, IntConsumer work) throws Exception {
    CountDownLatch left = new CountDownLatch(times);
    long began = System.nanoTime();
    int[] next = {0};
    long timer = vertx.setPeriodic(1, tick -> {
      long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
      while (next[0] < times && next[0] < due) {
        work.accept(next[0]++);
        left.countDown();
      }
    });
    try {
      if (!left.await(60 + times / perSecond, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the machine could not keep up the rate");
      }
    } finally {
      vertx.cancelTimer(timer);
    }
  }
}
