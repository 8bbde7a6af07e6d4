package io.sennit.bench.events;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Keeps so much going at once for some time, and counts what was done. */
final class ClosedLoop {
  private static final int PATIENCE_SECONDS = 60;

  private ClosedLoop() {}

  /** How many a second: the work gets its worker's number and answers how much it did. */
  static double perSecond(int workers, double seconds, IntFunction<Future<Integer>> work)
      throws Exception {
    AtomicLong count = new AtomicLong();
    long began = System.nanoTime();
    long until = began + (long) (seconds * 1e9);
    Future.all(IntStream.range(0, workers)
            .mapToObj(worker -> loop(worker, until, work, count))
            .toList())
        .await(PATIENCE_SECONDS + (long) seconds, TimeUnit.SECONDS);
    return count.get() * 1e9 / (System.nanoTime() - began);
  }

  private static Future<Void> loop(
      int worker, long until, IntFunction<Future<Integer>> work, AtomicLong count) {
    return work.apply(worker).compose(done -> {
      count.addAndGet(done);
      return System.nanoTime() < until
          ? loop(worker, until, work, count)
          : Future.succeededFuture();
    });
  }
}
