package io.sennit.testkit;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Holds the event loops of a node, so that it does nothing. */
final class Standstill {
  private final VertxInternal vertx;
  private @Nullable CountDownLatch release;

  Standstill(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /** Returns when every event loop stands still. */
  synchronized void begin() {
    if (release != null) {
      return;
    }
    CountDownLatch until = new CountDownLatch(1);
    List<CountDownLatch> reached = new ArrayList<>();
    for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
      CountDownLatch here = new CountDownLatch(1);
      reached.add(here);
      loop.execute(() -> {
        here.countDown();
        hold(until);
      });
    }
    release = until;
    reached.forEach(Standstill::hold);
  }

  synchronized void end() {
    if (release != null) {
      release.countDown();
      release = null;
    }
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
