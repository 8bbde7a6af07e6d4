package io.sennit.node.life;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened and must be closed, the last first, after a good start as after one that
 * failed half-way.
 */
final class Teardown {
  private static final Logger log = LoggerFactory.getLogger(Teardown.class);

  private final Deque<Step> steps = new ArrayDeque<>();
  private final Object running = new Object();

  private record Step(String what, Callable<? extends Future<?>> close) {}

  synchronized void add(String what, Callable<? extends Future<?>> close) {
    steps.push(new Step(what, close));
  }

  void addBlocking(String what, AutoCloseable closeable) {
    add(what, () -> {
      closeable.close();
      return Future.succeededFuture();
    });
  }

  /**
   * Closes everything; a step that fails or takes too long is told and does not keep the others.
   * Who runs it while another one does waits: when it returns, all is closed.
   */
  void run(Duration each) {
    synchronized (running) {
      for (Step step = next(); step != null; step = next()) {
        try {
          step.close().call().await(each.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception failure) {
          log.warn("{} did not close cleanly: {}", step.what(), failure.toString());
        }
      }
    }
  }

  private synchronized @Nullable Step next() {
    return steps.poll();
  }
}
