package io.sennit.gateway.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes the pages of all event loops into the file, some times a second. */
final class LogWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
  private static final long EVERY_MILLIS = 100;
  private static final long LONGEST_CLOSING_MILLIS = 5_000;

  private final RollingFile file;
  private final LongConsumer dropped;
  private final List<Pages> all = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  /** @param dropped is told how many lines have been lost */
  LogWriter(RollingFile file, LongConsumer dropped) {
    this.file = file;
    this.dropped = dropped;
    this.thread = new Thread(this::run, "sennit-access-log");
    thread.setDaemon(true);
    thread.start();
  }

  /** Pages of one more event loop. */
  Pages open() {
    Pages pages = new Pages();
    all.add(pages);
    return pages;
  }

  void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void run() {
    boolean last = false;
    while (!last) {
      last = closed;
      all.forEach(this::write);
      if (!last) {
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (wake.tryAcquire(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException nobodyDoesThat) {
      closed = true;
    }
  }

  private void write(Pages pages) {
    ByteBuffer page = pages.take();
    if (page.hasRemaining()) {
      try {
        file.write(page);
        failing = false;
      } catch (IOException failure) {
        report(failure);
      }
      pages.giveBack();
    }
    long lost = pages.takeDropped();
    if (lost > 0) {
      dropped.accept(lost);
    }
  }

  private void report(IOException failure) {
    if (!failing) {
      failing = true;
      log.warn(
          "The access log cannot be written ({}); its lines are lost until it can",
          failure.toString());
    }
  }

  /** Writes what there is, and ends. */
  @Override
  public void close() throws IOException {
    closed = true;
    wake();
    try {
      thread.join(LONGEST_CLOSING_MILLIS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
